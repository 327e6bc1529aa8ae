/** Packed documents, whatever they are packed with. */
@NullMarked
package masthead.format.packed;

import org.jspecify.annotations.NullMarked;
