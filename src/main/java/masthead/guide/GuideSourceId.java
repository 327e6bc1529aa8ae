package masthead.guide;

/** The id of a guide we read. */
public record GuideSourceId(int value) {
    public GuideSourceId {
        if (value <= 0) {
            throw new IllegalArgumentException("guide source id must be positive: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
