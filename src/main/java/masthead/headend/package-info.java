/**
 * Reads providers' lists into the catalog.
 *
 * <p>May import: catalog, database, http, format, config, metrics.
 */
@NullMarked
package masthead.headend;

import org.jspecify.annotations.NullMarked;
