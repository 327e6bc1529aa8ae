package masthead.http;

/** The client left, or takes nothing any more. */
public final class ClientGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClientGone() {
        super("The client left", null, false, false);
    }
}
