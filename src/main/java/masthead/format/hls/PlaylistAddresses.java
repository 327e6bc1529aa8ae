package masthead.format.hls;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every address in a playlist, to be replaced: lines that are addresses, and the URI attribute of any tag. */
public final class PlaylistAddresses {
    /** An attribute begins behind the tag's colon or a comma; a quoted text holds no quote (RFC 8216, 4.2). */
    private static final Pattern ATTRIBUTE = Pattern.compile("(?<=[:,])(\\s*URI=\")([^\"\\r\\n]*)(\")");

    /** Not ours to replace: the address is the content itself (RFC 2397), or means something to a decryption module alone. */
    private static final Pattern OTHER_SCHEME =
            Pattern.compile("(?i)(?!https?:)[a-z][a-z0-9+.-]*:(//.*|[^/].*)", Pattern.DOTALL);

    /**
     * What speaks of parts of segments and of answers that wait (draft-pantos-hls-rfc8216bis, 4.4.3.8, 4.4.4.9, 4.4.5): documents are handed on
     * whole and at once, and a player who hoped for more would ask in vain, again and again.
     */
    private static final Pattern LOW_LATENCY =
            Pattern.compile("#EXT-X-(PART|PART-INF|PRELOAD-HINT|RENDITION-REPORT|SERVER-CONTROL|SKIP):.*");

    private PlaylistAddresses() {}

    /**
     * {@code playlist} with each address replaced; what is neither relative nor http stays: {@code data:}, {@code skd:}. Without the tags of
     * low latency.
     */
    public static String replaced(String playlist, UnaryOperator<String> address) {
        StringBuilder out = new StringBuilder(playlist.length() * 2);
        playlist.lines()
                .filter(each -> !LOW_LATENCY.matcher(each.strip()).matches())
                .forEach(line -> out.append(line(line, address)).append('\n'));
        return out.toString();
    }

    private static String line(String line, UnaryOperator<String> address) {
        String text = line.strip();
        if (text.startsWith("#EXT")) {
            Matcher each = ATTRIBUTE.matcher(line);
            return each.replaceAll(
                    found -> Matcher.quoteReplacement(found.group(1) + one(found.group(2), address) + found.group(3)));
        }
        return text.isEmpty() || text.startsWith("#") ? line : one(text, address);
    }

    private static String one(String written, UnaryOperator<String> address) {
        return written.isBlank() || foreign(written) ? written : address.apply(written);
    }

    /** {@code live-12:30.ts} is a file's name with a colon, and relative. */
    private static boolean foreign(String written) {
        return written.regionMatches(true, 0, "data:", 0, 5)
                || written.regionMatches(true, 0, "skd:", 0, 4)
                || (OTHER_SCHEME.matcher(written).matches() && written.contains("://"));
    }
}
