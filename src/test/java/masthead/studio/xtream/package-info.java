/** The Xtream side of a {@link masthead.studio.FakePanel}: what panels answer, and all that is wrong with it. */
@NullMarked
package masthead.studio.xtream;

import org.jspecify.annotations.NullMarked;
