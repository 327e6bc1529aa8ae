package masthead.catalog;

/** A text an operator gives: one line, of bounded length. */
final class Plain {
    private Plain() {}

    /** @throws IllegalArgumentException if {@code text} is longer than {@code limit} or holds a control character */
    static void require(String what, String text, int limit) {
        if (text.length() > limit) {
            throw new IllegalArgumentException("a " + what + " has at most " + limit + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a " + what + " cannot hold a control character");
        }
    }
}
