package masthead.catalog;

/** The id of a lineup. */
public record LineupId(int value) {
    public LineupId {
        if (value <= 0) {
            throw new IllegalArgumentException("lineup id must be positive: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
