package masthead.dashboard;

/** A request that is not answered with what it asked for, but with a page that says why. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    static Refused nothingHere() {
        return new Refused(404, "There is nothing at this address.");
    }
}
