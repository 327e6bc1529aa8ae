/** HLS playlists, read and written: RFC 8216, and of its successor what is common. */
@NullMarked
package masthead.format.hls;

import org.jspecify.annotations.NullMarked;
