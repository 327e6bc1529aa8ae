package masthead.guide;

/** The database failed while programmes were written or read. */
final class GuideNotKept extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GuideNotKept(Throwable cause) {
        super("The guide's programmes cannot be kept or read", cause);
    }
}
