package masthead.tuner;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import masthead.config.Secret;

/**
 * The name and password of an account, where panels put them into addresses: as two neighbouring segments of the path
 * ({@code /live/u/p/7.ts}, {@code /u/p/7}) or as {@code username} and {@code password} in the query.
 */
record AccountNames(String username, Secret password) {
    /** Those in the query of a list's address, as {@code get.php} has them. */
    static Optional<AccountNames> of(String url) {
        int query = url.indexOf('?');
        String username = "";
        String password = "";
        for (String pair : query < 0
                ? new String[0]
                : withoutFragment(url.substring(query + 1)).split("&", -1)) {
            if (pair.startsWith("username=")) {
                username = decoded(pair.substring("username=".length()), true);
            } else if (pair.startsWith("password=")) {
                password = decoded(pair.substring("password=".length()), true);
            }
        }
        return username.isEmpty() || password.isEmpty()
                ? Optional.empty()
                : Optional.of(new AccountNames(username, new Secret(password)));
    }

    /** {@code url} with the name and password of {@code other} in the place of these; empty where these are not in it. */
    Optional<String> rewritten(String url, AccountNames other) {
        int start = pathStart(url);
        int query = url.indexOf('?', start);
        int path = query < 0 ? url.length() : query;
        String[] segments = url.substring(start, path).split("/", -1);
        boolean found = inPath(segments, other);
        String[] pairs = query < 0 ? new String[0] : url.substring(query + 1).split("&", -1);
        if (!found) {
            found = inQuery(pairs, other);
        }
        return found
                ? Optional.of(url.substring(0, start)
                        + String.join("/", segments)
                        + (query < 0 ? "" : "?" + String.join("&", pairs)))
                : Optional.empty();
    }

    /** Changes the first two neighbours that are the name and the password. */
    private boolean inPath(String[] segments, AccountNames other) {
        for (int i = 0; i + 2 < segments.length; i++) { // something must follow them: the stream
            if (decoded(segments[i], false).equals(username)
                    && decoded(segments[i + 1], false).equals(password.value())) {
                segments[i] = encoded(other.username);
                segments[i + 1] = encoded(other.password.value());
                return true;
            }
        }
        return false;
    }

    /** Changes both, if both are there. */
    private boolean inQuery(String[] pairs, AccountNames other) {
        int name = -1;
        int word = -1;
        for (int i = 0; i < pairs.length; i++) {
            if (is(pairs[i], "username=", username)) {
                name = i;
            } else if (is(pairs[i], "password=", password.value())) {
                word = i;
            }
        }
        if (name < 0 || word < 0) {
            return false;
        }
        pairs[name] = "username=" + encoded(other.username);
        pairs[word] = "password=" + encoded(other.password.value());
        return true;
    }

    private static boolean is(String pair, String key, String value) {
        return pair.startsWith(key)
                && decoded(pair.substring(key.length()), true).equals(value);
    }

    private static String withoutFragment(String query) {
        int hash = query.indexOf('#');
        return hash < 0 ? query : query.substring(0, hash);
    }

    /** Behind the host: neither it nor a login in front of it is touched. */
    private static int pathStart(String url) {
        int scheme = url.indexOf("://");
        int slash = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
        int query = url.indexOf('?');
        if (slash < 0 || (query >= 0 && query < slash)) {
            return query < 0 ? url.length() : query;
        }
        return slash;
    }

    /** As it is if it is not well escaped. A plus is a blank in a query, and a plus in a path. */
    private static String decoded(String text, boolean inQuery) {
        try {
            return URLDecoder.decode(inQuery ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Good in a path and in a query (RFC 3986, 2.3). */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
