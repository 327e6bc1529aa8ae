package masthead.format.xtream;

/** Makes text harmless: one damaged name must not cost a player the whole list. */
final class Wire {
    private Wire() {}

    /** {@code text} on one line: control characters become blanks, halves of surrogate pairs become U+FFFD. */
    static String line(String text) {
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            if (Character.isISOControl(each) || Character.isSurrogate(each)) {
                return cleaned(text);
            }
        }
        return text;
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(each -> {
            if (Character.isISOControl(each)) {
                clean.append(' ');
            } else {
                clean.appendCodePoint(each <= 0xFFFF && Character.isSurrogate((char) each) ? 0xFFFD : each);
            }
        });
        return clean.toString().strip();
    }
}
