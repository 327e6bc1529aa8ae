package masthead.format.xtream.in;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Finds where an answer begins. Panels write warnings, byte order marks and worse in front of it, and a web page where there is
 * none; the Content-Type says nothing.
 */
final class Opening {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(4 * 1024 * 1024)
                    .build())
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();
    private static final int LONGEST_PREFIX = 64 * 1024;
    private static final int MOST_BLANKS = 60;
    private static final Pattern PAGE = Pattern.compile("<(!doctype|html|head|body|script|title|style)\\b");
    private static final Pattern NOTHING = Pattern.compile("[\\s\\uFEFF\\u00EF\\u00BB\\u00BF]*(null|false|\"\")?\\s*");

    private Opening() {}

    /**
     * A parser of what follows the rubbish; empty if nothing does, which some panels send for an empty list.
     *
     * @throws NotXtream if there is something, and it is no JSON
     */
    static Optional<JsonParser> of(InputStream answer) throws IOException {
        PushbackReader text = new PushbackReader(new LenientUtf8(answer), MOST_BLANKS + 4);
        StringBuilder before = new StringBuilder();
        for (int each = text.read(); each >= 0; each = text.read()) {
            if ((each == '{' || each == '[') && begins(text, each)) {
                if (PAGE.matcher(before).find()) {
                    throw new NotXtream("it is a web page");
                }
                text.unread(each);
                return Optional.of(JSON.createParser(ObjectReadContext.empty(), text));
            }
            before.append(Character.toLowerCase((char) each));
            if (before.length() > LONGEST_PREFIX) {
                break;
            }
        }
        if (NOTHING.matcher(before).matches()) {
            return Optional.empty();
        }
        throw new NotXtream(
                before.toString().stripLeading().toLowerCase(Locale.ROOT).startsWith("<")
                        ? "it is a web page"
                        : "it is no JSON");
    }

    /** Whether what follows a bracket can be an answer; a warning may hold brackets too. */
    private static boolean begins(PushbackReader text, int bracket) throws IOException {
        char[] seen = new char[MOST_BLANKS];
        int count = 0;
        int next = -1;
        while (count < seen.length) {
            next = text.read();
            if (next < 0) {
                break;
            }
            seen[count++] = (char) next;
            if (!Character.isWhitespace(next)) {
                break;
            }
        }
        text.unread(seen, 0, count);
        return bracket == '{'
                ? next == '"' || next == '}' || next < 0
                : next == '{' || next == '[' || next == ']' || next < 0;
    }
}
