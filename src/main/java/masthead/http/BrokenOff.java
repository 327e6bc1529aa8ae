package masthead.http;

/** Work was broken off by somebody else; see {@link Breakable}. */
public final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenOff(Throwable cause) {
        super("it was broken off", cause, false, false);
    }

    BrokenOff() {
        super("it was broken off", null, false, false);
    }
}
