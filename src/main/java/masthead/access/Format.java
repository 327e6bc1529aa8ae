package masthead.access;

/** How a stream may be asked for; the names are the players' ({@code allowed_output_formats}). */
public enum Format {
    M3U8("m3u8"),
    TS("ts");

    private final String wireName;

    Format(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
