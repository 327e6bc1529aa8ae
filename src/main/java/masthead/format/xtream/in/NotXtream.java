package masthead.format.xtream.in;

/** An answer is not what was asked for, or is cut short: nothing of it may be used. The message holds nothing of the answer. */
public final class NotXtream extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotXtream(String reason) {
        super(reason);
    }
}
