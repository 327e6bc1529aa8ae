/** M3U playlists, as providers really write them. */
@NullMarked
package masthead.format.m3u;

import org.jspecify.annotations.NullMarked;
