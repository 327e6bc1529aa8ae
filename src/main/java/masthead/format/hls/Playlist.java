package masthead.format.hls;

/** What an address that answers with {@code #EXTM3U} leads to. Addresses in it are as they were written: maybe relative. */
public sealed interface Playlist permits MediaPlaylist, MultivariantPlaylist, PlainPlaylist {}
