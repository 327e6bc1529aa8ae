package masthead.access;

/** A subscriber's name cannot be used; the message says why. */
public final class RefusedName extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedName(String message) {
        super(message);
    }
}
