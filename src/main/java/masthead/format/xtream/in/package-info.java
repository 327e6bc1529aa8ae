/**
 * Answers of panels as they are in the wild, read leniently: docs/4-protocols/xtream.md, "Reading panels".
 *
 * <p>Lists are read a row at a time in constant memory. What a field cannot be is as if it were not there; what a whole answer
 * cannot be is {@link NotXtream}.
 */
@NullMarked
package masthead.format.xtream.in;

import org.jspecify.annotations.NullMarked;
