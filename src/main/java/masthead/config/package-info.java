/**
 * How settings are declared, read, checked and documented.
 *
 * <p>May import: nothing.
 */
@NullMarked
package masthead.config;

import org.jspecify.annotations.NullMarked;
