package masthead.relay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedId;

/**
 * A channel on air, as it was within the last second.
 *
 * @param bitsPerSecond what came in over the last seconds
 * @param ringBytes memory its ring keeps
 * @param reconnects how often its upstream was lost and opened again
 */
public record OnAir(
        ChannelId channel,
        String name,
        State state,
        Optional<FeedId> feed,
        Instant since,
        long bitsPerSecond,
        long bytesIn,
        long ringBytes,
        int reconnects,
        List<Seen> viewers) {
    /** What the upstream is doing. */
    public enum State {
        OPENING,
        ON_AIR,
        RECONNECTING
    }

    /** A viewer; {@code jumps} is how often he was too slow and was moved on to the newest key frame. */
    public record Seen(long id, Guest guest, Instant since, long bytesOut, int jumps) {}

    public OnAir {
        viewers = List.copyOf(viewers);
    }
}
