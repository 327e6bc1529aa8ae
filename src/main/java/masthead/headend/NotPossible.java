package masthead.headend;

/** A revision is not in the state for what was asked of it; the message says why, for operators. */
public final class NotPossible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPossible(String why) {
        super(why);
    }
}
