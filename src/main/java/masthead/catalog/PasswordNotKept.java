package masthead.catalog;

/** A password cannot be kept, because it cannot be encrypted; the message says why and what to do. */
public final class PasswordNotKept extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PasswordNotKept(String reason) {
        super(reason);
    }
}
