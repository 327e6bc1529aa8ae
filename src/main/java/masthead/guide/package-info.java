/**
 * Programmes: what is on, and when.
 *
 * <p>May import: catalog, database, http, format, config, metrics.
 */
@NullMarked
package masthead.guide;

import org.jspecify.annotations.NullMarked;
