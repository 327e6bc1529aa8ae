/** AceStream contents and the many forms of address they are written in. */
@NullMarked
package masthead.format.acestream;

import org.jspecify.annotations.NullMarked;
