package masthead.catalog;

/** A channel as operators see it. */
public record ChannelListing(Channel channel, String categoryName, boolean hidden) {
    /** Whether one of its feeds can be played; else players do not see it. */
    public boolean playable() {
        return channel.feeds().stream().anyMatch(feed -> feed.kind().playable());
    }
}
