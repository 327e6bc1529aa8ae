package masthead.format.hls;

import java.time.Duration;
import java.util.List;

/**
 * A list of segments (RFC 8216, 4.3.3).
 *
 * @param targetDuration no segment is longer; made longer by the reader where the list itself says otherwise
 * @param mediaSequence the number of the first segment
 * @param discontinuitySequence discontinuities before the first segment since the stream began
 * @param ended nothing will be added any more
 */
public record MediaPlaylist(
        int version,
        Duration targetDuration,
        long mediaSequence,
        long discontinuitySequence,
        boolean ended,
        List<Segment> segments)
        implements Playlist {
    public MediaPlaylist {
        segments = List.copyOf(segments);
    }

    /** A playlist that goes on, of version 3: segments with fractions of seconds and nothing newer. */
    public static MediaPlaylist live(
            Duration targetDuration, long mediaSequence, long discontinuitySequence, List<Segment> segments) {
        return new MediaPlaylist(3, targetDuration, mediaSequence, discontinuitySequence, false, segments);
    }

    /** The number of the segment that will follow the last one. */
    public long nextSequence() {
        return mediaSequence + segments.size();
    }

    /** How long all segments are together. */
    public Duration length() {
        return segments.stream().map(Segment::duration).reduce(Duration.ZERO, Duration::plus);
    }
}
