package masthead.catalog;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * The feeds an operator gives a channel, best first, of any provider. The channel's own that are not named come after them, so
 * that an empty order is the import's.
 */
public record FeedOrder(ChannelId channel, List<FeedId> feeds) {
    private static final int MOST = 50;

    /** @throws IllegalArgumentException if there are more than 50, or one is there twice */
    public FeedOrder {
        feeds = List.copyOf(feeds);
        if (feeds.size() > MOST) {
            throw new IllegalArgumentException("a channel has at most " + MOST + " feeds in order");
        }
        if (new LinkedHashSet<>(feeds).size() < feeds.size()) {
            throw new IllegalArgumentException("a feed can stand in the order once only");
        }
    }
}
