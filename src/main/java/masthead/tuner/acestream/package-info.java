/**
 * AceStream engines: which of them plays what, and one session for each content, however many want it.
 *
 * <p>What engines answer, and how they behave, is in docs/4-protocols/acestream.md. A session lives on one event loop; the
 * pool and the register of sessions are asked from all of them and take their locks for a few instructions only, never
 * while an engine is waited for.
 */
@NullMarked
package masthead.tuner.acestream;

import org.jspecify.annotations.NullMarked;
