package masthead.headend;

/** A panel could not be asked, or its answer could not be used; the message says why and names no credentials. */
public final class XtreamFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    XtreamFailed(String reason, boolean refused) {
        super(reason);
        this.refused = refused;
    }

    /** Whether it is the account that is refused: asking again soon is of no use. */
    public boolean refused() {
        return refused;
    }
}
