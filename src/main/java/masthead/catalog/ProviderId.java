package masthead.catalog;

/** The id of an account or list we import from. */
public record ProviderId(int value) {
    public ProviderId {
        if (value <= 0) {
            throw new IllegalArgumentException("provider id must be positive: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
