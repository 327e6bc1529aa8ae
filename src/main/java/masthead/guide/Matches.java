package masthead.guide;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import masthead.catalog.ChannelId;

/** Where the programmes of each channel are, at one version: immutable, safe to read from any thread. */
public final class Matches {
    private static final Placed NOWHERE = new Placed(List.of(), Duration.ZERO);

    /** Nothing is matched yet. */
    public static final Matches NONE = new Matches(0, new Draft(0, Optional.empty()));

    private final long version;
    /** Ascending; {@link #placed} holds what is known of each at the same index. */
    private final int[] ids;

    private final Placed[] placed;

    /** The places of one channel, and by how much later its programmes are than they say. */
    record Placed(List<GuidePlace> places, Duration shift) {
        Placed {
            places = List.copyOf(places);
        }
    }

    /** Channels and their places, added in the order of ids. Those that are as they were before are kept once. */
    static final class Draft {
        private final int[] ids;
        private final Placed[] placed;
        private final Optional<Matches> before;
        private int size;

        Draft(int most, Optional<Matches> before) {
            this.ids = new int[most];
            this.placed = new Placed[most];
            this.before = before;
        }

        void add(ChannelId channel, Placed at) {
            ids[size] = channel.value();
            placed[size] = at.equals(NOWHERE)
                    ? NOWHERE
                    : before.map(each -> each.placed(channel))
                            .filter(at::equals)
                            .orElse(at);
            size++;
        }
    }

    Matches(long version, Draft draft) {
        this.version = version;
        this.ids = Arrays.copyOf(draft.ids, draft.size);
        this.placed = Arrays.copyOf(draft.placed, draft.size);
    }

    /** Grows with each change of what it says, from 0 at the start of the program. */
    public long version() {
        return version;
    }

    /** Whether {@code channel} was looked for yet: a new one was not for a moment. */
    public boolean knows(ChannelId channel) {
        return Arrays.binarySearch(ids, channel.value()) >= 0;
    }

    /** Where programmes of {@code channel} are, the guide asked first at the front; empty where nowhere. */
    public List<GuidePlace> places(ChannelId channel) {
        return placed(channel).places();
    }

    /** By how much later programmes of {@code channel} are than its places say. */
    public Duration shift(ChannelId channel) {
        return placed(channel).shift();
    }

    private Placed placed(ChannelId channel) {
        int at = Arrays.binarySearch(ids, channel.value());
        return at < 0 ? NOWHERE : placed[at];
    }

    boolean says(Matches other) {
        return Arrays.equals(ids, other.ids) && Arrays.equals(placed, other.placed);
    }
}
