package masthead.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of this server as others write it: {@code http://tv.example.net:8080}, without a path.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address; IPv6 in brackets
 * @param port always present, also where it is the scheme's default
 */
public record PublicUrl(String scheme, String host, int port) {
    private static final Pattern WRITTEN =
            Pattern.compile("(?i)(https?)://(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::(\\d{1,5}))?");

    /** @throws IllegalArgumentException telling how such an address is written */
    public static PublicUrl parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (matcher.matches()) {
            String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
            int port =
                    matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : scheme.equals("https") ? 443 : 80;
            if (port >= 1 && port <= 65535) {
                return new PublicUrl(scheme, matcher.group(2), port);
            }
        }
        throw new IllegalArgumentException("write http://HOST, https://HOST or either with :PORT, and no path");
    }
}
