package masthead.catalog;

import java.util.Optional;

/**
 * A channel as operators see it.
 *
 * @param mergedInto the channel it is a feed of; absent for one of its own
 */
public record ChannelListing(Channel channel, String categoryName, boolean hidden, Optional<ChannelId> mergedInto) {
    /** Whether one of its feeds can be played; else players do not see it. */
    public boolean playable() {
        return channel.feeds().stream().anyMatch(feed -> feed.kind().playable());
    }
}
