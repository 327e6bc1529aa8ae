package masthead.format.m3u;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What stands behind {@code #EXTINF:} or {@code #EXTM3U}: attributes, then a comma, then the display name.
 *
 * <p>Hand-written lists have quotes inside quoted values, values without quotes, commas between attributes and no white
 * space between them. So a quote ends a value only where an attribute, a comma or the end follows, and a comma starts the
 * name unless a quoted attribute follows. That gives what Kodi gives (the name is what follows the last attribute) and
 * lets a name have quotes. One pass: every look ahead stops at the character that the scan reaches next.
 */
final class ExtInf {
    private static final int MAX_ATTRIBUTES = 64;

    private final String text;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private String name = "";
    private int at;
    /** The quote that ends no value from here on: a search that failed once must not be repeated for every attribute. */
    private char unclosed;

    private ExtInf(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** Reads {@code text} from {@code from} on, which is behind the duration. */
    static ExtInf parse(String text, int from) {
        ExtInf parsed = new ExtInf(text, from);
        parsed.scan();
        return parsed;
    }

    /** The attributes, keys in lower case; of a repeated key the first one. */
    Map<String, String> attributes() {
        return attributes;
    }

    /** The display name, or an empty string. */
    String name() {
        return name;
    }

    /** Where the duration that starts at {@code from} ends. */
    static int afterDuration(String text, int from) {
        int at = from;
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || isNumeric(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private void scan() {
        int loose = -1;
        while (at < text.length()) {
            char next = text.charAt(at);
            int equals = keyEnd(at);
            if (equals > 0) {
                String key = text.substring(at, equals).toLowerCase(Locale.ROOT);
                at = equals + 1;
                String value = value();
                if (attributes.size() < MAX_ATTRIBUTES) {
                    attributes.putIfAbsent(key, value);
                }
            } else if (next == ',' && !quotedAttributeFollows(at + 1)) {
                name = text.substring(at + 1).strip();
                return;
            } else {
                loose = loose < 0 && next != ',' && !Character.isWhitespace(next) ? at : loose;
                at = next == ',' || Character.isWhitespace(next) ? at + 1 : wordEnd(at);
            }
        }
        if (loose >= 0 && attributes.isEmpty()) {
            name = text.substring(loose).strip();
        }
    }

    private String value() {
        char quote = at < text.length() ? text.charAt(at) : ' ';
        int from = at + 1;
        if ((quote == '"' || quote == '\'') && quote != unclosed) {
            for (int end = text.indexOf(quote, from); end >= 0; end = text.indexOf(quote, end + 1)) {
                if (closes(end + 1)) {
                    at = end + 1;
                    return text.substring(from, end).strip();
                }
            }
            unclosed = quote;
        } else if (quote != '"') {
            from = at;
        }
        int end = from;
        while (end < text.length() && text.charAt(end) != ',' && !startsAttribute(end)) {
            end++;
        }
        at = end;
        return text.substring(from, end).strip();
    }

    /** Whether a quote just before {@code from} is the end of its value. */
    private boolean closes(int from) {
        int next = afterSpace(from);
        return next == text.length() || text.charAt(next) == ',' || keyEnd(next) > 0;
    }

    private boolean startsAttribute(int from) {
        return Character.isWhitespace(text.charAt(from)) && keyEnd(from + 1) > 0;
    }

    private boolean quotedAttributeFollows(int from) {
        int equals = keyEnd(afterSpace(from));
        return equals > 0 && equals + 1 < text.length() && text.charAt(equals + 1) == '"';
    }

    /** Where the {@code =} behind a key that starts at {@code from} is, or -1 if no key starts there. */
    private int keyEnd(int from) {
        int end = from;
        while (end < text.length() && isKey(text.charAt(end))) {
            end++;
        }
        return end > from && end < text.length() && text.charAt(end) == '=' ? end : -1;
    }

    private int afterSpace(int from) {
        int next = from;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next;
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != ',' && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isKey(char each) {
        return each == '-' || each == '_' || (each < 128 && Character.isLetterOrDigit(each));
    }

    private static boolean isNumeric(char each) {
        return each == '-' || each == '+' || each == '.' || (each >= '0' && each <= '9');
    }
}
