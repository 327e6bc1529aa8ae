package masthead.relay;

import java.time.Duration;
import java.util.List;
import masthead.format.hls.HlsWriter;
import masthead.format.hls.MediaPlaylist;
import masthead.format.hls.Segment;

/**
 * A window as it is told to players: a live media playlist (RFC 8216, 4.3.3).
 *
 * @param targetSeconds never changes in a window (4.3.3.1, 6.2.1)
 * @param discontinuitySequence of the first segment, without its own mark (4.3.3.3)
 */
record HlsPlaylist(int targetSeconds, long discontinuitySequence, List<HlsSegment> segments) {
    static final String CONTENT_TYPE = "application/vnd.apple.mpegurl";

    HlsPlaylist {
        segments = List.copyOf(segments);
    }

    /** The playlist's text; a segment's address is {@code before}, its sequence number, {@code .ts}. */
    String text(String before) {
        return HlsWriter.write(MediaPlaylist.live(
                Duration.ofSeconds(targetSeconds),
                segments.getFirst().sequence(),
                discontinuitySequence,
                segments.stream().map(each -> written(each, before)).toList()));
    }

    private Segment written(HlsSegment segment, String before) {
        // Rounded it must not be longer than the target duration (4.3.3.1), not even if a single chunk is.
        long most = Duration.ofSeconds(targetSeconds).toNanos() + 499_000_000;
        Duration length = Duration.ofNanos(Math.min(segment.nanos(), most));
        Segment plain = Segment.of(segment.sequence(), before + segment.sequence() + ".ts", length)
                .at(segment.at());
        return segment.discontinuity() ? plain.afterDiscontinuity() : plain;
    }
}
