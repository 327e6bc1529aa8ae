package masthead.format.hls;

import java.util.List;

/** An M3U list without any tag of HLS: a list of channels, or one address of a stream wrapped in a file. */
public record PlainPlaylist(List<String> uris) implements Playlist {
    public PlainPlaylist {
        uris = List.copyOf(uris);
    }
}
