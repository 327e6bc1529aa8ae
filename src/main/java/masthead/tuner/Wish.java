package masthead.tuner;

import java.util.List;
import masthead.catalog.Channel;
import masthead.catalog.Feed;

/**
 * What is to be tuned.
 *
 * @param feeds which of the channel's feeds will do, best first; those that rest are tried last
 * @param spare nobody waits for it: only connections that nobody else needs are taken
 */
public record Wish(Channel channel, List<Feed> feeds, boolean spare) {
    public Wish {
        feeds = List.copyOf(feeds);
    }

    /** Any feed of {@code channel}, for somebody who waits. */
    public static Wish any(Channel channel) {
        return new Wish(channel, channel.feeds(), false);
    }

    /** One of these feeds of {@code channel}, to have it at hand. */
    public static Wish spare(Channel channel, List<Feed> feeds) {
        return new Wish(channel, feeds, true);
    }
}
