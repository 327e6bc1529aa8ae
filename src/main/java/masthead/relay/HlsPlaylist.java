package masthead.relay;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A window as it is told to players: a live media playlist (RFC 8216, 4.3.3).
 *
 * @param targetSeconds never changes in a window (4.3.3.1, 6.2.1)
 * @param discontinuitySequence of the first segment, without its own mark (4.3.3.3)
 */
record HlsPlaylist(int targetSeconds, long discontinuitySequence, List<HlsSegment> segments) {
    static final String CONTENT_TYPE = "application/vnd.apple.mpegurl";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    HlsPlaylist {
        segments = List.copyOf(segments);
    }

    /** The playlist's text; a segment's address is {@code before}, its sequence number, {@code .ts}. */
    String text(String before) {
        StringBuilder out = new StringBuilder(256 + 160 * segments.size());
        out.append("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:").append(targetSeconds);
        out.append("\n#EXT-X-MEDIA-SEQUENCE:").append(segments.getFirst().sequence());
        if (discontinuitySequence > 0) {
            out.append("\n#EXT-X-DISCONTINUITY-SEQUENCE:").append(discontinuitySequence);
        }
        out.append('\n');
        segments.forEach(each -> segment(out, each, before));
        return out.toString();
    }

    private void segment(StringBuilder out, HlsSegment segment, String before) {
        if (segment.discontinuity()) {
            out.append("#EXT-X-DISCONTINUITY\n");
        }
        out.append("#EXT-X-PROGRAM-DATE-TIME:").append(TIME.format(segment.at()));
        out.append("\n#EXTINF:").append(String.format(Locale.ROOT, "%.3f", told(segment)));
        out.append(",\n").append(before).append(segment.sequence()).append(".ts\n");
    }

    /** Rounded it must not be longer than the target duration (4.3.3.1), not even if a single chunk is. */
    private double told(HlsSegment segment) {
        return Math.min(segment.seconds(), targetSeconds + 0.499);
    }

    /** When the first segment begins. */
    Instant begins() {
        return segments.getFirst().at();
    }
}
