/** Plays through the whole program, in a process of its own, with the players people use. */
@NullMarked
package masthead.e2e;

import org.jspecify.annotations.NullMarked;
