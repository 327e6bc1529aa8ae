/**
 * What is on offer, as one immutable snapshot built from the database.
 *
 * <p>May import: database, format, config, metrics.
 */
@NullMarked
package masthead.catalog;

import org.jspecify.annotations.NullMarked;
