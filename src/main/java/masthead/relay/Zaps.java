package masthead.relay;

import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import masthead.metrics.Metrics;

/**
 * How long viewers waited: from the arrival of a request to the first key frame in its connection.
 *
 * <p>Warm is who came while the channel was on air, cold who had to wait for its first key frame. Safe on any thread; never
 * blocks.
 */
final class Zaps {
    private static final double[] SECONDS = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 15};

    private final Histogram histogram;
    private final Latest warm = new Latest();
    private final Latest cold = new Latest();

    Zaps(Metrics metrics) {
        histogram = metrics.histogram(
                "masthead_zap_seconds",
                "From a viewer's request to his first key frame; warm where the channel was on air.",
                "kind",
                SECONDS);
        histogram.initLabelValues("warm");
        histogram.initLabelValues("cold");
    }

    void count(boolean onAir, long nanos) {
        histogram.labelValues(onAir ? "warm" : "cold").observe(nanos / 1e9);
        (onAir ? warm : cold).add(nanos);
    }

    List<ZapTimes> seen() {
        return List.of(warm.seen("warm"), cold.seen("cold"));
    }

    /** The last of them, for those who ask without a Prometheus. */
    private static final class Latest {
        private static final int KEPT = 1024;

        private final AtomicLong count = new AtomicLong();
        private final AtomicLongArray nanos = new AtomicLongArray(KEPT);

        void add(long one) {
            nanos.set((int) (count.getAndIncrement() % KEPT), one);
        }

        ZapTimes seen(String kind) {
            long all = count.get();
            long[] sorted = new long[(int) Math.min(all, KEPT)];
            Arrays.setAll(sorted, nanos::get);
            Arrays.sort(sorted);
            return new ZapTimes(kind, all, rank(sorted, 0.5), rank(sorted, 0.99));
        }

        private static Duration rank(long[] sorted, double share) {
            int at = (int) Math.ceil(share * sorted.length) - 1;
            return Duration.ofNanos(sorted.length == 0 ? 0 : sorted[Math.max(0, at)]);
        }
    }
}
