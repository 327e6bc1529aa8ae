package masthead.guide;

/** A guide cannot be had, or not as it should be; the message says why, in a sentence that names no address. */
final class GuideUnread extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GuideUnread(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
