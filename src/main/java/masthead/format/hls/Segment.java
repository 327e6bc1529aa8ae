package masthead.format.hls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One piece of a stream.
 *
 * @param sequence its number in the stream
 * @param uri as written, maybe relative to the playlist's address
 * @param discontinuity clocks, counters or PIDs begin anew here (EXT-X-DISCONTINUITY stands before it)
 * @param dateTime when its first picture was taken, if the list says so at this very segment
 * @param range the part of {@code uri} that it is; empty means all of it
 * @param key what it is encrypted with; empty means clear
 * @param map what must be read before it (fMP4)
 * @param gap the list says itself that it is missing
 */
public record Segment(
        long sequence,
        String uri,
        Duration duration,
        boolean discontinuity,
        Optional<Instant> dateTime,
        Optional<ByteRange> range,
        Optional<Key> key,
        Optional<MapRef> map,
        boolean gap) {

    /** A whole, clear segment. */
    public static Segment of(long sequence, String uri, Duration duration) {
        return new Segment(
                sequence,
                uri,
                duration,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** The same, behind a discontinuity. */
    public Segment afterDiscontinuity() {
        return new Segment(sequence, uri, duration, true, dateTime, range, key, map, gap);
    }

    /** The same, with the time of its first picture. */
    public Segment at(Instant time) {
        return new Segment(sequence, uri, duration, discontinuity, Optional.of(time), range, key, map, gap);
    }

    /** The same, as a part of what is at its address. */
    public Segment within(ByteRange part) {
        return new Segment(sequence, uri, duration, discontinuity, dateTime, Optional.of(part), key, map, gap);
    }

    /** The same, encrypted. */
    public Segment encrypted(Key with) {
        return new Segment(sequence, uri, duration, discontinuity, dateTime, range, Optional.of(with), map, gap);
    }
}
