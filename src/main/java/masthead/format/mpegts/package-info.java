/** MPEG transport streams, packet by packet (ISO/IEC 13818-1). */
@NullMarked
package masthead.format.mpegts;

import org.jspecify.annotations.NullMarked;
