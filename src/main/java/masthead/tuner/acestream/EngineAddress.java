package masthead.tuner.acestream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import masthead.config.HostPorts.HostPort;

/**
 * Where an engine is asked, and for what.
 *
 * <p>Engines answer with absolute addresses, made from whatever host the request named; behind a container's port they are
 * wrong, and an answer must not send us elsewhere. So host and port are always ours.
 */
record EngineAddress(HostPort at) implements UnaryOperator<String> {
    private static final Pattern PLAYABLE = Pattern.compile("/(ace|hls)/[A-Za-z0-9._~!$&'()*+,;=:@%/?\\[\\]{}|-]*");
    private static final Pattern CLIMBS = Pattern.compile("(?i)/(\\.|%2e){1,2}(/|$)|%2f|%5c");
    private static final int LONGEST = 4096;

    /** Where one of our own questions goes. */
    String ask(String pathAndQuery) {
        return "http://" + at + pathAndQuery;
    }

    /**
     * The path and query of an address an engine gave us.
     *
     * @throws IllegalArgumentException if it leads elsewhere than to a stream: neither {@code /ace/} nor {@code /hls/}
     */
    static String path(String given) {
        int scheme = given.indexOf("://");
        int slash = scheme < 0 ? 0 : given.indexOf('/', scheme + 3);
        String path = slash < 0 ? "" : given.substring(slash);
        int fragment = path.indexOf('#');
        path = fragment < 0 ? path : path.substring(0, fragment);
        int query = path.indexOf('?');
        String bare = query < 0 ? path : path.substring(0, query);
        if (path.length() > LONGEST
                || !PLAYABLE.matcher(path).matches()
                || CLIMBS.matcher(bare).find()) {
            throw new IllegalArgumentException("not the address of a stream");
        }
        return path;
    }

    /** {@code path} with one more parameter. */
    static String with(String path, String parameter) {
        return path + (path.indexOf('?') < 0 ? '?' : '&') + parameter;
    }

    /** As a value of a query. */
    static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Where a stream's address really leads: here. */
    @Override
    public String apply(String given) {
        return ask(path(given));
    }

    @Override
    public String toString() {
        return at.toString().toLowerCase(Locale.ROOT);
    }
}
