package masthead.catalog;

/** The id of one stream of a provider. */
public record FeedId(int value) {
    public FeedId {
        if (value <= 0) {
            throw new IllegalArgumentException("feed id must be positive: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
