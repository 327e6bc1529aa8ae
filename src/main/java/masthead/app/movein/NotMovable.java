package masthead.app.movein;

/** A file that cannot be moved in; the message says why, in the operator's words. */
public final class NotMovable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotMovable(String why) {
        super(why);
    }
}
