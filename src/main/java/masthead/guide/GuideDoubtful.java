package masthead.guide;

/** A guide came, but must not be in the place of the one before; the message says why, in a sentence. */
final class GuideDoubtful extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GuideDoubtful(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
