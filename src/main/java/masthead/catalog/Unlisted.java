package masthead.catalog;

import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Channels for contents that are in no catalog, so that whatever keeps channels on air can keep these.
 *
 * <p>A content has one channel as long as it is remembered: the 10,000 that were asked for last are. One that is forgotten and
 * asked for again gets another, of a new id; the one before, if it is on air, goes on for its viewers. Ids are those behind the
 * last that a catalog can give, and the same is done for the ids of their feeds and of their provider, which does not exist. Safe
 * on any thread.
 */
public final class Unlisted {
    private static final int MOST = 10_000;
    private static final int NOWHERE = Integer.MAX_VALUE;

    private final Clock clock;
    /** By address, those asked for last at the end. */
    private final Map<String, Channel> known = new LinkedHashMap<>(16, 0.75f, true);

    private int next = ChannelId.LAST_LISTED;

    public Unlisted(Clock clock) {
        this.clock = clock;
    }

    /** The channel that has the content at {@code url} for its only feed. */
    public synchronized Channel channel(FeedKind kind, String url, String name) {
        Channel channel = known.computeIfAbsent(url, each -> made(kind, each, name));
        if (known.size() > MOST) {
            Iterator<Channel> eldest = known.values().iterator();
            eldest.next();
            eldest.remove();
        }
        return channel;
    }

    private Channel made(FeedKind kind, String url, String name) {
        next = next == NOWHERE - 1 ? ChannelId.LAST_LISTED + 1 : next + 1;
        Feed feed = new Feed(new FeedId(next), new ProviderId(NOWHERE), kind, url, Map.of());
        return new Channel(
                new ChannelId(next), name, new CategoryId(NOWHERE), 0, "", "", 0, clock.instant(), List.of(feed), 0);
    }
}
