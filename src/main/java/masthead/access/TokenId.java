package masthead.access;

/** A token's number; it is no secret. */
public record TokenId(int value) {
    public TokenId {
        if (value < 1) {
            throw new IllegalArgumentException("ids begin at 1: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
