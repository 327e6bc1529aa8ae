package masthead.format.xmltv;

/** How much of a guide's texts is kept, in characters. */
final class Limits {
    static final int DESCRIPTION = 4_000;
    static final int TEXT = 500;
    static final int ADDRESS = 2_000;
    static final int WORD = 40;
    static final int ID = 250;

    /** How many facts of one programme are kept. */
    static final int FACTS = 100;

    private Limits() {}

    /** The beginning of a text, not ending within a character. */
    static String clipped(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end).strip();
    }

    /** A channel's id: clipped in channels and programmes alike, so that they still meet. */
    static String id(String id) {
        return clipped(id, ID);
    }
}
