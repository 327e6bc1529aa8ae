/**
 * Lets people in: subscribers, their seats, operators.
 *
 * <p>May import: catalog, database, config, metrics.
 */
@NullMarked
package masthead.access;

import org.jspecify.annotations.NullMarked;
