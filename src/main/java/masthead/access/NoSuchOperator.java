package masthead.access;

/** There is no operator of this name. */
public final class NoSuchOperator extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchOperator(String message) {
        super(message);
    }
}
