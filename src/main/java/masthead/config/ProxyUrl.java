package masthead.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a proxy: {@code http://user:password@host:port}, {@code socks5://...} or {@code socks4://...}.
 *
 * @param host a name or an address; IPv6 in brackets
 * @param user empty where the proxy asks for none
 */
public record ProxyUrl(Protocol protocol, String host, int port, String user, Secret password) {
    /** What the proxy speaks. */
    public enum Protocol {
        HTTP,
        SOCKS5,
        SOCKS4
    }

    /** What stands for a password that is not shown. */
    private static final String HIDDEN = "***";

    /** A field of SOCKS5 holds no more (RFC 1929, section 2). */
    private static final int LONGEST = 255;

    private static final String HOW =
            "write http://HOST:PORT, socks5://HOST:PORT or socks4://HOST:PORT, with USER:PASSWORD@ before the host if the proxy"
                    + " asks for them";
    private static final Pattern WRITTEN = Pattern.compile(
            "(?i)(http|socks5|socks4)://(?:([^:@/]+)(?::([^@/]*))?@)?(\\[[0-9a-f:.]+]|[a-z0-9._-]+):(\\d{1,5})/?");

    /** @throws IllegalArgumentException telling how such an address is written, but nothing of what was written */
    public static ProxyUrl parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(HOW);
        }
        int port = Integer.parseInt(matcher.group(5));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a proxy's port is 1 to 65535");
        }
        Protocol protocol = Protocol.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
        String user = matcher.group(2) == null ? "" : decoded(matcher.group(2));
        String password = matcher.group(3) == null ? "" : decoded(matcher.group(3));
        if (protocol == Protocol.SOCKS4 && !password.isEmpty()) {
            throw new IllegalArgumentException("a SOCKS4 proxy knows no passwords");
        }
        return new ProxyUrl(protocol, matcher.group(4), port, user, new Secret(password));
    }

    private static String decoded(String part) {
        String plain;
        try {
            plain = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a % in a proxy's user or password is written %25", e);
        }
        if (plain.getBytes(StandardCharsets.UTF_8).length > LONGEST
                || plain.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a proxy's user and password have at most " + LONGEST
                    + " characters each, none of them a control character");
        }
        return plain;
    }

    /** As {@link #parse} reads it, with the password: for keeping, never for showing. */
    public String written() {
        return with(encoded(password.value()));
    }

    /** For operators: without the password. */
    public String shown() {
        return with(HIDDEN);
    }

    private String with(String secret) {
        String login = user.isEmpty() ? "" : encoded(user) + (password.value().isEmpty() ? "" : ":" + secret) + "@";
        return protocol.name().toLowerCase(Locale.ROOT) + "://" + login + host + ":" + port;
    }

    /** Whether {@code other} is this proxy as {@link #shown}: an operator sent back what he was shown. */
    public boolean isShownBy(ProxyUrl other) {
        return other.password().value().equals(HIDDEN) && other.shown().equals(shown());
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without the user. */
    @Override
    public String toString() {
        return protocol.name().toLowerCase(Locale.ROOT) + "://" + host + ":" + port;
    }
}
