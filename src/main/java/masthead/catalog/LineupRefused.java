package masthead.catalog;

/** A lineup cannot be kept so, or not be removed; the message says why. */
public final class LineupRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LineupRefused(String message) {
        super(message);
    }
}
