package masthead.catalog;

/** A channel as operators see it. */
public record ChannelListing(Channel channel, String categoryName, boolean hidden) {}
