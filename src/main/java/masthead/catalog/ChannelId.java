package masthead.catalog;

/**
 * The id players know a channel by.
 *
 * <p>One sequence numbers everything that plays; an id is never changed and never reused, because players store
 * favourites by it. At most 2147483647: strict players parse it as int32 (docs/4-protocols/xtream.md, "Ids").
 */
public record ChannelId(int value) implements Comparable<ChannelId> {
    /** The last id a channel of the catalog can have; those behind it are {@link Unlisted}. */
    static final int LAST_LISTED = Integer.MAX_VALUE - 1_000_000;

    public ChannelId {
        if (value <= 0) {
            throw new IllegalArgumentException("channel id must be positive: " + value);
        }
    }

    /** Whether it may be of a channel in the catalog. */
    public boolean listed() {
        return value <= LAST_LISTED;
    }

    @Override
    public int compareTo(ChannelId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
