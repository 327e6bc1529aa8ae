package masthead.access;

/** A password cannot be used; the message says why, and does not repeat it. */
public final class RefusedPassword extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedPassword(String message) {
        super(message);
    }
}
