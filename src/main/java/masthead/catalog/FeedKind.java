package masthead.catalog;

/** What a feed's address leads to. Every kind is kept at import, also the ones no signal can open yet. */
public enum FeedKind {
    /** An endless MPEG transport stream over HTTP. */
    TS,
    /** An HLS playlist. */
    HLS,
    /** An AceStream content: its id, infohash, or an address that names one; see docs/4-protocols/acestream.md. */
    ACESTREAM,
    /** A film as a file: bytes with a length. */
    MOVIE,
    /** A series; its episodes are feeds of their own. */
    SERIES,
    /** An episode of a series as a file. */
    EPISODE,
    /** A test card shipped with Masthead: {@code card:<name>}. */
    CARD,
    /** A transport stream in a file of this machine, looped: {@code file:///folder/name.ts}. */
    FILE,
    /** Anything else (rtmp, udp, rtsp, ...): kept, never opened. */
    OTHER;

    /** Whether it is a live stream that can be opened: players see only channels with such a feed, operators see all. */
    public boolean playable() {
        return switch (this) {
            case TS, HLS, ACESTREAM, CARD, FILE -> true;
            case MOVIE, SERIES, EPISODE, OTHER -> false;
        };
    }

    /** Whether what has such a feed stands among the live channels, and is neither a film nor of a series. */
    public boolean live() {
        return part() == Part.LIVE;
    }

    /** What it belongs to. */
    Part part() {
        return switch (this) {
            case TS, HLS, ACESTREAM, CARD, FILE, OTHER -> Part.LIVE;
            case MOVIE -> Part.MOVIES;
            case SERIES, EPISODE -> Part.SERIES;
        };
    }

    /** Whether its past can be asked for, where its provider keeps it: it comes over HTTP. */
    public boolean archivable() {
        return this == TS || this == HLS;
    }
}
