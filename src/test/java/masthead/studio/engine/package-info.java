/**
 * An AceStream engine for tests and for trying things out, with the behaviours and the faults that are known of real ones.
 *
 * <p>What is known of the real engine, and from whom, is written down in docs/4-protocols/acestream.md; where it is not
 * known, {@link masthead.studio.engine.Policies} has a switch. Nothing of this speaks to any swarm.
 */
@NullMarked
package masthead.studio.engine;

import org.jspecify.annotations.NullMarked;
