package masthead.tuner;

import io.prometheus.metrics.core.metrics.Counter;
import masthead.metrics.Metrics;

/** What happened to the segments of all HLS feeds. Safe on any thread. */
record HlsCounts(Counter played, Counter resumed, Counter missed) {
    static HlsCounts in(Metrics metrics) {
        return new HlsCounts(
                metrics.counter("masthead_hls_segments_total", "Segments of HLS sources that were played."),
                metrics.counter(
                        "masthead_hls_segments_resumed_total",
                        "Segments of HLS sources that broke off or were refused and were asked for again."),
                metrics.counter(
                        "masthead_hls_segments_missed_total",
                        "Segments of HLS sources that were gone, broken or too late, and are missing in the picture."));
    }
}
