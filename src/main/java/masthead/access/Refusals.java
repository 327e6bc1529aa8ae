package masthead.access;

import io.prometheus.metrics.core.metrics.Counter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import masthead.metrics.Metrics;

/**
 * The last refused plays, for the operator who is asked why it does not work. The same one again is counted, not listed again: a
 * player that retries each second would drive all others out. Safe on any thread; the lock is held for a few instructions.
 */
public final class Refusals {
    /** A refusal, and how often it came again. */
    public record Entry(RefusedPlay play, Instant first, Instant last, int times) {}

    private final int most;
    private final Clock clock;
    private final Counter counter;
    /** By the latest time of each, oldest first. */
    private final Map<RefusedPlay, Entry> entries = new LinkedHashMap<>();

    Refusals(int most, Metrics metrics, Clock clock) {
        this.most = most;
        this.clock = clock;
        this.counter = metrics.counter("masthead_plays_refused_total", "Streams that did not start.", "reason");
    }

    public void add(RefusedPlay play) {
        counter.labelValues(play.cause()).inc();
        Instant now = clock.instant();
        synchronized (this) {
            Entry known = entries.remove(play);
            entries.put(
                    play,
                    known == null
                            ? new Entry(play, now, now, 1)
                            : new Entry(play, known.first(), now, known.times() + 1));
            if (entries.size() > most) {
                entries.remove(entries.keySet().iterator().next());
            }
        }
    }

    /** Newest first. */
    public synchronized List<Entry> newest() {
        return new ArrayList<>(entries.values()).reversed();
    }
}
