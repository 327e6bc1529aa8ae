package masthead.format.xtream.in;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** Texts as panels store them, made readable. */
final class Clean {
    private static final Set<String> ABSENT = Set.of("", "none", "null", "n/a", "na", "nan", "undefined", "-");
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final Pattern TORN = Pattern.compile("[\\u00C2-\\u00F4][^\\x00-\\x7F]");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Clean() {}

    /** Whether it says that there is nothing. */
    static boolean absent(String text) {
        return text.length() <= 9 && ABSENT.contains(text.strip().toLowerCase(java.util.Locale.ROOT));
    }

    /** On one line, without entities and control characters, at most so long. */
    static String text(String written, int limit) {
        String plain = written;
        for (int time = 0; time < 2 && plain.indexOf('&') >= 0 && plain.indexOf(';') >= 0; time++) {
            plain = Parser.unescapeEntities(plain, false); // some are written twice: &amp;amp;
        }
        plain = mended(plain);
        StringBuilder line = new StringBuilder(Math.min(plain.length(), limit + 2));
        for (int at = 0; at < plain.length() && line.length() < limit; ) {
            int point = plain.codePointAt(at);
            at += Character.charCount(point);
            if (Character.isISOControl(point) || point == 0xFEFF || Character.isSpaceChar(point)) {
                line.append(' ');
            } else {
                line.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point);
            }
        }
        return BLANKS.matcher(line).replaceAll(" ").strip();
    }

    /** UTF-8 that somebody took for Windows-1252 and encoded again. */
    private static String mended(String text) {
        if (!TORN.matcher(text).find()) {
            return text;
        }
        try {
            ByteBuffer bytes = bytes(text);
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException well) {
            return text;
        }
    }

    private static ByteBuffer bytes(String text) throws CharacterCodingException {
        try {
            return StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException more) {
            return WINDOWS.newEncoder().encode(CharBuffer.wrap(text));
        }
    }
}
