package masthead.access;

/** There is somebody of this name already; the message says who. */
public final class TakenName extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TakenName(String message) {
        super(message);
    }
}
