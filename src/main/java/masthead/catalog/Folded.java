package masthead.catalog;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A name without regard to case, accents and spacing: for searches, and to recognise a name in the next list. */
public final class Folded {
    private static final Pattern ACCENT = Pattern.compile("\\p{Mn}+");
    private static final Pattern GAP = Pattern.compile("[\\s\\u00a0]+");

    private Folded() {}

    public static String of(String name) {
        String plain = name;
        if (!isAscii(name)) {
            plain = ACCENT.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                    .replaceAll("");
        }
        return GAP.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 0x7f) {
                return false;
            }
        }
        return true;
    }
}
