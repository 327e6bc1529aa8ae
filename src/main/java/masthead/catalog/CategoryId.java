package masthead.catalog;

/** The id of a group of channels; players parse it as an integer. */
public record CategoryId(int value) {
    public CategoryId {
        if (value <= 0) {
            throw new IllegalArgumentException("category id must be positive: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
