package masthead.config;

import java.util.regex.Pattern;

/**
 * Where this server lives below another's name: {@code /tv} for {@code http://example.net/tv/}.
 *
 * @param text empty, or segments of letters, digits, {@code -}, {@code .}, {@code _} and {@code ~}, each with a slash in front
 */
public record BasePath(String text) {
    public static final BasePath NONE = new BasePath("");

    private static final Pattern WRITTEN = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+");
    private static final int LONGEST = 200;

    /** @throws IllegalArgumentException telling how such a path is written */
    public static BasePath parse(String text) {
        String plain = text.replaceFirst("/+$", "");
        if (text.length() > LONGEST
                || (!plain.isEmpty() && !WRITTEN.matcher(plain).matches())) {
            throw new IllegalArgumentException("write it as /tv or /video/tv");
        }
        return new BasePath(plain);
    }

    /** What is left of {@code path} below this one; {@code path} itself where it is elsewhere. */
    public String strip(String path) {
        boolean below = !text.isEmpty()
                && path.startsWith(text)
                && (path.length() == text.length() || path.charAt(text.length()) == '/');
        return below ? path.substring(text.length()) : path;
    }

    @Override
    public String toString() {
        return text;
    }
}
