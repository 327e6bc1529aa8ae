/**
 * Turns bytes into values and back: M3U, XMLTV, Xtream JSON, MPEG-TS. No I/O of its own.
 *
 * <p>May import: nothing.
 */
@NullMarked
package masthead.format;

import org.jspecify.annotations.NullMarked;
