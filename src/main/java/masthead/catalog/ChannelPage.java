package masthead.catalog;

import java.util.List;

/** One page of a {@link ChannelSearch}, and how many there are in all. */
public record ChannelPage(List<ChannelListing> channels, int total) {
    public ChannelPage {
        channels = List.copyOf(channels);
    }
}
