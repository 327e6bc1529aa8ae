package masthead.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The pairs of a query or a form, {@code a=1&b=2}, as players really write them.
 *
 * <p>Each text is decoded by itself; one that is not validly encoded stays as it was written, and a semicolon is a letter like
 * others: passwords hold both. Of pairs with the same name the first counts, and {@value #MOST} pairs in all.
 */
final class Pairs {
    private static final int MOST = 100;

    private Pairs() {}

    static Map<String, String> of(String text) {
        Map<String, String> pairs = new HashMap<>();
        int from = 0;
        for (int count = 0; from < text.length() && count < MOST; count++) {
            int and = text.indexOf('&', from);
            int end = and < 0 ? text.length() : and;
            int equals = text.indexOf('=', from);
            boolean bare = equals < 0 || equals > end;
            String name = decoded(text.substring(from, bare ? end : equals));
            if (!name.isEmpty()) {
                pairs.putIfAbsent(name, bare ? "" : decoded(text.substring(equals + 1, end)));
            }
            from = end + 1;
        }
        return pairs;
    }

    /** Percent-decoding, and blanks for pluses, as forms mean it. */
    static String decoded(String raw) {
        if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
            return raw;
        }
        try {
            String decoded = URLDecoder.decode(raw, StandardCharsets.UTF_8);
            return decoded.indexOf('\uFFFD') < 0 ? decoded : raw; // that letter stands for bytes that are not UTF-8
        } catch (IllegalArgumentException notEncoded) {
            return raw;
        }
    }
}
