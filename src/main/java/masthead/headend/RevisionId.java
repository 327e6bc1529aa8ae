package masthead.headend;

/** The id of what was done with one list. */
public record RevisionId(int value) {
    public RevisionId {
        if (value <= 0) {
            throw new IllegalArgumentException("revision id must be positive: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
