package masthead.guide;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import masthead.catalog.ChannelId;

/** Where the programmes of each channel are, at one version: immutable, safe to read from any thread. */
public final class Matches {
    /** Nothing is matched yet. */
    public static final Matches NONE = new Matches(0, Map.of());

    private static final Placed NOWHERE = new Placed(List.of(), Duration.ZERO);

    private final long version;
    private final Map<ChannelId, Placed> placed;

    /** The places of one channel, and by how much later its programmes are than they say. */
    record Placed(List<GuidePlace> places, Duration shift) {
        Placed {
            places = List.copyOf(places);
        }
    }

    Matches(long version, Map<ChannelId, Placed> placed) {
        this.version = version;
        this.placed = Map.copyOf(placed);
    }

    /** Grows with each change of what it says, from 0 at the start of the program. */
    public long version() {
        return version;
    }

    /** Whether {@code channel} was looked for yet: a new one was not for a moment. */
    public boolean knows(ChannelId channel) {
        return placed.containsKey(channel);
    }

    /** Where programmes of {@code channel} are, the guide asked first at the front; empty where nowhere. */
    public List<GuidePlace> places(ChannelId channel) {
        return placed.getOrDefault(channel, NOWHERE).places();
    }

    /** By how much later programmes of {@code channel} are than its places say. */
    public Duration shift(ChannelId channel) {
        return placed.getOrDefault(channel, NOWHERE).shift();
    }

    boolean says(Map<ChannelId, Placed> others) {
        return placed.equals(others);
    }
}
