package masthead.catalog;

import java.util.Map;

/**
 * What a provider says of the past of one of its feeds.
 *
 * @param days how many of them can be asked for; at least one
 * @param attributes what its list says of the feed, {@code catchup-source} for instance; by name
 */
public record FeedArchive(Feed feed, int days, Map<String, String> attributes) {
    public FeedArchive {
        attributes = Map.copyOf(attributes);
    }
}
