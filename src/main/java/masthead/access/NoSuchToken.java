package masthead.access;

/** There is no such token, or it is somebody else's. */
public final class NoSuchToken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchToken(TokenId id) {
        super("There is no token " + id + ".");
    }
}
