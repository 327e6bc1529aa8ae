package masthead.format.m3u;

/** Why a part of a list was left out. */
public enum Skip {
    /** A line beyond {@link M3uReader#MAX_LINE_BYTES}, with the entry it belongs to. */
    LINE_TOO_LONG("line too long"),
    /** An {@code #EXTINF} that no address follows. */
    NO_ADDRESS("no address"),
    /** An address without a scheme: a list from a file or a panel has no base to resolve it against. */
    RELATIVE_ADDRESS("relative address"),
    /** Text before the first {@code #EXTM3U} or {@code #EXTINF}. */
    PREAMBLE("text before the list");

    private final String words;

    Skip(String words) {
        this.words = words;
    }

    /** The reason in words, for an import's outcome. */
    public String words() {
        return words;
    }
}
