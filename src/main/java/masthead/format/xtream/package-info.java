/** The JSON shapes of the Xtream Codes API, with its habits. */
@NullMarked
package masthead.format.xtream;

import org.jspecify.annotations.NullMarked;
