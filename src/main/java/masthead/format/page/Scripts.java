package masthead.format.page;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.format.acestream.AceLink;

/** Finds contents in scripts and JSON, where many pages keep their list: {@code {"name": "One", "url": "acestream://..."}}. */
final class Scripts {
    /** How far around an address its object is looked for. */
    private static final int REACH = 2000;

    private static final Pattern LINK = Pattern.compile("(?i)(?:acestream:|magnet:\\?)[^\\s\"'<>\\\\`]{1,2000}+"
            + "|(?:id|hash|infohash|info_hash|content_?id|ace_?id|ace|link|url)[\"']?\\s*+[:=]\\s*+[\"']"
            + "(?<id>(?:https?://[^\\s\"'<>\\\\`]{1,2000}+)|[0-9a-f]{40})(?=[\"'])");

    private static final Pattern NAME =
            Pattern.compile("(?i)[\"']?\\b(?:name|title|label|channel|nombre|canal)[\"']?\\s*+:\\s*+"
                    + "(?:\"((?:[^\"\\\\]|\\\\.){1,300}+)\"|'((?:[^'\\\\]|\\\\.){1,300}+)')");
    private static final Pattern GROUP =
            Pattern.compile("(?i)[\"']?\\b(?:group|category|categoria|group[-_]title)[\"']?\\s*+:\\s*+"
                    + "(?:\"((?:[^\"\\\\]|\\\\.){1,300}+)\"|'((?:[^'\\\\]|\\\\.){1,300}+)')");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

    private final Finder finder;

    Scripts(Finder finder) {
        this.finder = finder;
    }

    /** What an object says of its content; empty where it does not. */
    record Said(String name, String group) {}

    void each(String script, BiConsumer<AceLink, Said> found) {
        String text = script.replace("\\/", "/");
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            String address = Optional.ofNullable(link.group("id")).orElseGet(link::group);
            finder.whole(address).ifPresent(content -> found.accept(content, said(text, link.start(), link.end())));
        }
    }

    private static Said said(String text, int start, int end) {
        String before = text.substring(Math.max(0, start - REACH), start);
        String after = text.substring(end, Math.min(text.length(), end + REACH));
        int open = before.lastIndexOf('{');
        int close = after.indexOf('}');
        String own = (open < 0 ? "" : before.substring(open)) + (close < 0 ? "" : after.substring(0, close));
        return new Said(
                first(NAME, own).or(() -> last(NAME, before)).orElse(""),
                first(GROUP, own).orElse(""));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(value(matcher)) : Optional.empty();
    }

    private static Optional<String> last(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        Optional<String> latest = Optional.empty();
        while (matcher.find()) {
            latest = Optional.of(value(matcher));
        }
        return latest;
    }

    private static String value(Matcher matcher) {
        String raw = Optional.ofNullable(matcher.group(1))
                .orElseGet(() -> Optional.ofNullable(matcher.group(2)).orElse(""));
        return ESCAPE.matcher(raw)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) == null
                                ? ("nrtbf".contains(escape.group(2)) ? " " : escape.group(2))
                                : String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }
}
