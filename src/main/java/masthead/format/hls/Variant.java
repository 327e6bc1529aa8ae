package masthead.format.hls;

/**
 * One variant of a programme (EXT-X-STREAM-INF).
 *
 * @param uri of its media playlist, as written
 */
public record Variant(String uri, AttributeList attributes) {
    /** A variant that tells nothing but its bandwidth in bit/s. */
    public static Variant of(String uri, long bandwidth) {
        return new Variant(uri, AttributeList.EMPTY.with("BANDWIDTH", bandwidth));
    }

    /** The most it takes in bit/s; 0 if it does not say. */
    public long bandwidth() {
        return attributes.number("BANDWIDTH");
    }

    /** Its codecs, separated by commas; empty if it does not say. */
    public String codecs() {
        return attributes.text("CODECS").orElse("");
    }

    /** {@code 1920x1080}; empty if it does not say, as one without pictures. */
    public String resolution() {
        return attributes.text("RESOLUTION").orElse("");
    }

    /** The group of renditions its sound is in; empty if its own segments hold it. */
    public String audioGroup() {
        return attributes.text("AUDIO").orElse("");
    }

    /** Whether it says of itself that it has no pictures: it names codecs, and all of them are of sound. */
    public boolean soundOnly() {
        if (!resolution().isEmpty() || codecs().isBlank()) {
            return false;
        }
        for (String codec : codecs().split(",", 20)) {
            String name = codec.strip();
            boolean sound = name.startsWith("mp4a")
                    || name.startsWith("ac-3")
                    || name.startsWith("ec-3")
                    || name.startsWith("ac-4")
                    || name.startsWith("opus")
                    || name.startsWith("fLaC");
            if (!sound) {
                return false;
            }
        }
        return true;
    }
}
