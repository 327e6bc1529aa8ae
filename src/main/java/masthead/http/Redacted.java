package masthead.http;

import java.net.URI;

/** An address as it may be logged: scheme, host and port; what follows may hold credentials and is left out. */
public record Redacted(String url) {
    @Override
    public String toString() {
        try {
            URI uri = URI.create(url.strip());
            if (uri.getHost() == null) {
                return uri.getScheme() == null ? "…" : uri.getScheme() + ":…";
            }
            return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + "/…";
        } catch (IllegalArgumentException unreadable) {
            return "…";
        }
    }
}
