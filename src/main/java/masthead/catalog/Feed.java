package masthead.catalog;

import java.util.Map;

/**
 * One stream of one provider: where a channel's picture comes from.
 *
 * @param url the upstream address; it may hold a provider's credentials, so it is never logged and never shown to players
 * @param headers sent upstream with every request, for instance {@code User-Agent} and {@code Referer}
 */
public record Feed(FeedId id, ProviderId provider, FeedKind kind, String url, Map<String, String> headers) {
    public Feed {
        headers = Map.copyOf(headers);
    }

    /** Without the address: it may hold credentials. */
    @Override
    public String toString() {
        return "Feed[" + id + ", provider " + provider + ", " + kind + "]";
    }
}
