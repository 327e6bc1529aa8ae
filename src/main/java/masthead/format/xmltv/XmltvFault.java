package masthead.format.xmltv;

/** What was wrong with a part of a guide, and what was done about it. */
public enum XmltvFault {
    /** Not even jsoup makes sense of it. */
    NOT_WELL_FORMED("not well-formed, left out", true),
    /** No end tag before the next programme, or before the end of the guide. */
    UNCLOSED("not closed, left out", true),
    /** Beyond {@link XmltvReader#MAX_ELEMENT_BYTES}. */
    TOO_LARGE("too large, left out", true),
    /** The document ends within it. */
    CUT_OFF("cut off, left out", true),
    NO_ID("a channel without id, left out", true),
    NO_CHANNEL("no channel named, left out", true),
    NO_START("no start, left out", true),
    UNREADABLE_START("a start that cannot be read, left out", true),
    IMPOSSIBLE_START("a start out of all reason, left out", true),
    NO_TITLE("no title, left out", true),
    /** No stop; {@code stop} is {@code start}. */
    OPEN("no stop, runs until the next one starts", false),
    /** A stop that is no time, or out of all reason; {@code stop} is {@code start}. */
    UNREADABLE_STOP("a stop that cannot be read, runs until the next one starts", false),
    /** {@code stop} is {@code start}. */
    STOP_BEFORE_START("a stop before the start, runs until the next one starts", false),
    /** Beyond {@link XmltvReader#MAX_LENGTH}; {@code stop} is {@code start}. */
    TOO_LONG("longer than a day, runs until the next one starts", false),
    UNKNOWN_ZONE("an unknown time zone, taken as the source's", false),
    MENDED("not well-formed, mended", false),
    ENCODING("bytes of another encoding, guessed", false),
    UNKNOWN_ENTITY("an unknown entity, left as text", false),
    CLIPPED("a text too long, clipped", false),
    SUB_TITLE_FOR_TITLE("no title, named by its sub-title", false),
    /** A DOCTYPE that declares things: it is never read. */
    DECLARATIONS("declarations in the DOCTYPE, not read", false);

    private final String words;
    private final boolean skips;

    XmltvFault(String words, boolean skips) {
        this.words = words;
        this.skips = skips;
    }

    /** The fault in words, for an import's outcome. */
    public String words() {
        return words;
    }

    /** Whether the programme or channel was left out; otherwise it was repaired. */
    public boolean skips() {
        return skips;
    }
}
