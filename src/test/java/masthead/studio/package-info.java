/** Honest programs to test against: test streams, faulty providers, players, settings. */
@NullMarked
package masthead.studio;

import org.jspecify.annotations.NullMarked;
