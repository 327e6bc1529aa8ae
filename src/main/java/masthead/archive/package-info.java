/**
 * Catch-up: plays what a channel showed, from its provider's archive.
 *
 * <p>May import: headend, tuner, access, catalog, database, http, format, config, metrics. Blocks; on virtual threads.
 */
@NullMarked
package masthead.archive;

import org.jspecify.annotations.NullMarked;
