/**
 * Wires the house by hand; nobody imports it.
 *
 * <p>May import: everything.
 */
@NullMarked
package masthead.app;

import org.jspecify.annotations.NullMarked;
