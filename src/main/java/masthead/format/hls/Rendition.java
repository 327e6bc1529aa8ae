package masthead.format.hls;

/** Sound, subtitles or another angle beside the variants (EXT-X-MEDIA). */
public record Rendition(AttributeList attributes) {
    /** {@code AUDIO}, {@code VIDEO}, {@code SUBTITLES} or {@code CLOSED-CAPTIONS}. */
    public String type() {
        return attributes.text("TYPE").orElse("");
    }

    /** The group that variants refer to. */
    public String group() {
        return attributes.text("GROUP-ID").orElse("");
    }

    /** What viewers see. */
    public String name() {
        return attributes.text("NAME").orElse("");
    }

    /** Of its media playlist, as written; empty if it is within the variants' segments. */
    public String uri() {
        return attributes.text("URI").orElse("");
    }
}
