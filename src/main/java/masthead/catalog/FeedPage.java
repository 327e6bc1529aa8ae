package masthead.catalog;

import java.util.List;

/** One page of a {@link FeedSearch}, and how many there are in all. */
public record FeedPage(List<FeedListing> feeds, int total) {
    public FeedPage {
        feeds = List.copyOf(feeds);
    }
}
