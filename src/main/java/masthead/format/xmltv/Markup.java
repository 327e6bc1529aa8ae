package masthead.format.xmltv;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes XML: text escaped, and without the characters that XML 1.0 does not allow (production 2, Char). Not thread-safe. */
final class Markup {
    private static final String AS_IT_IS = "-";

    private final Appendable out;

    Markup(Appendable out) {
        this.out = out;
    }

    void raw(String text) {
        try {
            out.append(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void attribute(String name, String value) {
        raw(" ");
        raw(name);
        raw("=\"");
        text(value);
        raw("\"");
    }

    /** An element with one attribute, which is left out where {@code about} is empty. */
    void element(String name, String attribute, String about, String value) {
        start(name, attribute, about);
        text(value);
        end(name);
    }

    void start(String name, String attribute, String about) {
        raw("<");
        raw(name);
        if (!about.isEmpty()) {
            attribute(attribute, about);
        }
        raw(">");
    }

    void end(String name) {
        raw("</");
        raw(name);
        raw(">");
    }

    private void text(String text) {
        try {
            int plain = 0;
            for (int at = 0; at < text.length(); ) {
                int each = text.codePointAt(at);
                int width = Character.charCount(each);
                String instead = instead(each);
                if (!instead.equals(AS_IT_IS)) {
                    out.append(text, plain, at).append(instead);
                    plain = at + width;
                }
                at += width;
            }
            out.append(text, plain, text.length());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String instead(int each) {
        return switch (each) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            // A line end in an attribute would be read as a blank, and a CR as LF: blanks say so at once.
            case '\n', '\r', '\t' -> " ";
            default -> isXml(each) ? AS_IT_IS : "";
        };
    }

    private static boolean isXml(int each) {
        return (each >= ' ' && each <= 0xd7ff) || (each >= 0xe000 && each <= 0xfffd) || each >= 0x10000;
    }
}
