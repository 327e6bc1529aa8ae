package masthead.format.m3u;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Request headers as lists write them, in four dialects.
 *
 * <ul>
 *   <li>{@code #EXTVLCOPT:http-user-agent=...}, {@code http-referrer=...} (VLC's options)
 *   <li>{@code #KODIPROP:http-user-agent=...} and {@code #KODIPROP:inputstream.adaptive.stream_headers=a=b&c=d}
 *   <li>{@code http://host/path|User-Agent=...&Referer=...} (Kodi's protocol options, form-encoded)
 *   <li>{@code http-user-agent="..."} as an attribute of {@code #EXTINF}
 * </ul>
 *
 * <p>Names that are no tokens (RFC 9110, 5.6.2), values with control characters, headers that frame a message and Kodi's
 * own connection options are dropped.
 */
final class Headers {
    private static final int MAX_HEADERS = 32;
    private static final Set<String> FRAMING = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final Set<String> KODI_OPTIONS = Set.of(
            "acceptencoding",
            "active-remote",
            "auth",
            "connection-timeout",
            "customrequest",
            "failonerror",
            "httpproxy",
            "noshout",
            "postdata",
            "redirect-limit",
            "seekable",
            "sslcipherlist",
            "verifyhost",
            "verifypeer");
    private static final Map<String, String> OPTIONS = Map.of(
            "http-user-agent", "User-Agent",
            "user-agent", "User-Agent",
            "http-referrer", "Referer",
            "http-referer", "Referer",
            "http-origin", "Origin",
            "http-cookie", "Cookie");
    private static final Map<String, String> SPELLINGS =
            Map.of("user-agent", "User-Agent", "referer", "Referer", "referrer", "Referer", "cookie", "Cookie");

    private final Map<String, String> headers = new LinkedHashMap<>();

    /** An option of {@code #EXTVLCOPT} or {@code #KODIPROP}: {@code key=value}. */
    void option(String option) {
        int equals = option.indexOf('=');
        if (equals < 0) {
            return;
        }
        String key = option.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        String value = unquoted(option.substring(equals + 1).strip());
        if (key.equals("inputstream.adaptive.stream_headers") || key.equals("inputstream.adaptive.common_headers")) {
            form(value);
        } else {
            named(key).ifPresent(name -> put(name, value));
        }
    }

    /** The header that an option or attribute stands for. */
    static Optional<String> named(String key) {
        return Optional.ofNullable(OPTIONS.get(key));
    }

    /** Form-encoded headers: {@code User-Agent=a%20b&Referer=...}. */
    void form(String form) {
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
    }

    void put(String name, String value) {
        String key = name.strip().toLowerCase(Locale.ROOT);
        String text = value.strip();
        if (headers.size() == MAX_HEADERS
                || text.isEmpty()
                || FRAMING.contains(key)
                || KODI_OPTIONS.contains(key)
                || !isToken(key)
                || text.chars().anyMatch(Character::isISOControl)) {
            return;
        }
        headers.keySet().removeIf(each -> each.equalsIgnoreCase(key));
        headers.put(SPELLINGS.getOrDefault(key, name.strip()), text);
    }

    Map<String, String> toMap() {
        return headers;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(each -> each < 128
                                && (Character.isLetterOrDigit(each) || "!#$%&'*+-.^_`|~".indexOf(each) >= 0));
    }
}
