/** Moving in: what other programs keep, read and put in its place here. */
@NullMarked
package masthead.app.movein;

import org.jspecify.annotations.NullMarked;
