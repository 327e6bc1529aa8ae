package masthead.relay;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.concurrent.atomic.AtomicLong;
import masthead.metrics.Metrics;

/** Memory for what was fetched for several players, all channels together. Safe on any thread. */
final class HlsShared {
    private final long limit;
    private final AtomicLong kept = new AtomicLong();
    private final CounterDataPoint full;
    private final CounterDataPoint fetched;
    private final CounterDataPoint joined;

    HlsShared(RelaySettings settings, Metrics metrics) {
        this.limit = settings.hlsShared().bytes();
        metrics.gauge(
                "masthead_hls_shared_bytes",
                "Memory of what was fetched from HLS sources and is kept for others.",
                kept::get);
        full = metrics.counter(
                "masthead_hls_shared_full_total",
                "Documents of HLS sources not kept because relay.hls-shared was reached.");
        fetched = metrics.counter(
                "masthead_hls_fetched_total", "Documents fetched from HLS sources that are passed through.");
        joined = metrics.counter(
                "masthead_hls_joined_total", "Requests that were answered with a document fetched for somebody else.");
    }

    /** Whether so many bytes may be kept; then they count. */
    boolean take(long bytes) {
        if (kept.addAndGet(bytes) <= limit) {
            return true;
        }
        kept.addAndGet(-bytes);
        return false;
    }

    void give(long bytes) {
        kept.addAndGet(-bytes);
    }

    void countFull() {
        full.inc();
    }

    void countFetched() {
        fetched.inc();
    }

    void countJoined() {
        joined.inc();
    }
}
