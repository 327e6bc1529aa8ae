package masthead.access;

/** The id of a subscriber: somebody who watches. */
public record SubscriberId(int value) {
    public SubscriberId {
        if (value <= 0) {
            throw new IllegalArgumentException("subscriber id must be positive: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
