package masthead.access;

/** Something was asked of a subscriber who is not there. */
public final class NoSuchSubscriber extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoSuchSubscriber(String message) {
        super(message);
    }
}
