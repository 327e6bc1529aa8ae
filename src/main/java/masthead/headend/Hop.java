package masthead.headend;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Addresses on the way from one document to the next. */
final class Hop {
    private Hop() {}

    /** Whether both are the same program's: scheme, host and port. */
    static boolean sameHost(URI one, URI other) {
        return host(one).equals(host(other));
    }

    /** For instance {@code http://tv.example.net:80}. */
    static String host(URI address) {
        String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        String host = Optional.ofNullable(address.getHost()).orElse("").toLowerCase(Locale.ROOT);
        int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + host + ":" + port;
    }

    /** Path and query, as they go into a request. */
    static String path(URI address) {
        String path = Optional.ofNullable(address.getRawPath())
                .filter(each -> !each.isEmpty())
                .orElse("/");
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    /** @throws ListFailed if it is no http(s) address with a host */
    static URI web(String url) {
        try {
            URI address = URI.create(url.strip().replace(" ", "%20").replace("|", "%7C"));
            String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            if (address.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // as if it were of another kind
        }
        throw new ListFailed("The address is not valid: it must be http:// or https:// with a host.");
    }
}
