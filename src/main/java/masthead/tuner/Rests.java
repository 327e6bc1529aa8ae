package masthead.tuner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import masthead.catalog.Feed;
import masthead.catalog.FeedId;

/**
 * Feeds that failed and are left alone for a while: each failure in a row doubles the pause.
 *
 * <p>Resting makes a feed the last choice, not an impossible one. Safe on any thread.
 */
final class Rests {
    private static final int MOST = 10_000;

    private record Rest(long untilNanos, long pauseNanos) {}

    private final Map<FeedId, Rest> rests = new ConcurrentHashMap<>();
    private final long firstNanos;
    private final long longestNanos;
    private final LongSupplier nanos;

    Rests(Duration first, Duration longest, LongSupplier nanos) {
        this.firstNanos = first.toNanos();
        this.longestNanos = longest.toNanos();
        this.nanos = nanos;
    }

    /** It failed after it had shown packets for so long; one that worked longer than the longest pause starts over. */
    void failed(FeedId feed, long shownNanos) {
        long now = nanos.getAsLong();
        if (rests.size() >= MOST) {
            rests.values().removeIf(rest -> now - rest.untilNanos > 0);
        }
        rests.merge(feed, new Rest(now + firstNanos, firstNanos), (before, fresh) -> {
            boolean steady = shownNanos > longestNanos;
            long pause = steady ? firstNanos : Math.min(longestNanos, before.pauseNanos * 2);
            return new Rest(now + pause, pause);
        });
    }

    boolean resting(Feed feed) {
        Rest rest = rests.get(feed.id());
        return rest != null && rest.untilNanos - nanos.getAsLong() > 0;
    }

    /** Those that do not rest in their order, then those that do: first who has rested most. */
    List<Feed> order(List<Feed> feeds) {
        List<Feed> ordered = new ArrayList<>(feeds.size());
        List<Feed> resting = new ArrayList<>();
        feeds.forEach(feed -> (resting(feed) ? resting : ordered).add(feed));
        long now = nanos.getAsLong();
        resting.sort(Comparator.comparingLong(
                feed -> rests.getOrDefault(feed.id(), new Rest(now, 0)).untilNanos - now));
        ordered.addAll(resting);
        return ordered;
    }

    int resting() {
        long now = nanos.getAsLong();
        return (int) rests.values().stream()
                .filter(rest -> rest.untilNanos - now > 0)
                .count();
    }
}
