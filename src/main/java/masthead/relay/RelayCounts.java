package masthead.relay;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import masthead.metrics.Metrics;

/** What relays count, all channels together. */
record RelayCounts(
        CounterDataPoint bytesIn,
        CounterDataPoint bytesOut,
        CounterDataPoint skippedBytes,
        CounterDataPoint jumps,
        CounterDataPoint stuck,
        CounterDataPoint reconnects,
        CounterDataPoint refused,
        Zaps zaps) {
    static RelayCounts of(Metrics metrics) {
        return new RelayCounts(
                metrics.counter("masthead_relay_bytes_in_total", "Bytes taken in from upstreams."),
                metrics.counter("masthead_relay_bytes_out_total", "Bytes handed to viewers' connections."),
                metrics.counter("masthead_relay_skipped_bytes_total", "Bytes from upstreams that were not packets."),
                metrics.counter(
                        "masthead_viewers_jumped_total", "Times a slow viewer was moved on to the newest key frame."),
                metrics.counter(
                        "masthead_viewers_stuck_total", "Viewers disconnected because they took nothing any more."),
                metrics.counter("masthead_relay_reconnects_total", "Upstreams opened again after a loss."),
                metrics.counter(
                        "masthead_viewers_refused_total", "Viewers refused because the channel showed no picture."),
                new Zaps(metrics));
    }
}
