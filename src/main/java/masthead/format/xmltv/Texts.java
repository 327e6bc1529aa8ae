package masthead.format.xmltv;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** Makes one line of plain text of what stands in a guide. */
final class Texts {
    /** Entities that were escaped once too often. */
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,7});");

    /** What editors leave in descriptions. */
    private static final Pattern MARKUP = Pattern.compile(
            "</?(?:p|br|b|i|u|em|strong|span|div|font|a|ul|li|h[1-6])(?:\\s[^<>]{0,300})?/?>",
            Pattern.CASE_INSENSITIVE);

    private Texts() {}

    /** Without markup, control characters and needless blanks. */
    static String plain(String text) {
        String plain = text;
        if (plain.indexOf('&') >= 0) {
            plain = unescaped(plain);
        }
        if (plain.indexOf('<') >= 0) {
            plain = MARKUP.matcher(plain).replaceAll(" ");
        }
        return tidy(plain);
    }

    /** Without control characters and needless blanks: for addresses and the like, which mean what they say. */
    static String tidy(String text) {
        boolean tidy = true;
        char before = ' ';
        for (int at = 0; at < text.length() && tidy; at++) {
            char each = text.charAt(at);
            tidy = each == ' ' ? before != ' ' : !odd(each);
            before = each;
        }
        return tidy && (text.isEmpty() || before != ' ') ? text : tidied(text);
    }

    /** The text of an entity that is not XML's own, such as {@code eacute}; with its signs if nobody knows it. */
    static String entity(String name) {
        return Parser.unescapeEntities("&" + name + ";", true);
    }

    private static String unescaped(String text) {
        Matcher found = ENTITY.matcher(text);
        return found.find()
                ? found.replaceAll(each -> Matcher.quoteReplacement(Parser.unescapeEntities(each.group(), true)))
                : text;
    }

    private static String tidied(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean blank = false;
        for (int at = 0; at < text.length(); ) {
            int each = text.codePointAt(at);
            at += Character.charCount(each);
            if (each == ' ' || Character.isWhitespace(each) || each == 0xa0 || each == 0x85) {
                blank = !out.isEmpty();
            } else if (readable(each)) {
                if (blank) {
                    out.append(' ');
                    blank = false;
                }
                out.appendCodePoint(each);
            }
        }
        return out.toString();
    }

    /** Whether a second look is needed. */
    private static boolean odd(char each) {
        return each < ' '
                || (each >= 0x7f && each <= 0xa0)
                || (each >= 0x2000 && each <= 0x2029)
                || each == 0x3000
                || each >= 0xd800;
    }

    private static boolean readable(int each) {
        return each >= ' '
                && (each < 0x7f || each > 0x9f)
                && each != 0x200b
                && each != 0xfeff
                && (each < 0xd800 || each > 0xdfff)
                && (each & 0xfffe) != 0xfffe;
    }
}
