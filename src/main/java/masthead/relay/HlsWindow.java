package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A channel as segments of a live HLS playlist (RFC 8216), cut where chunks begin with a key frame.
 *
 * <p>The bytes are in the relay's ring alone; a segment is a range of its chunks and ends with them.
 *
 * <p>The target duration must never change once it was told (6.2.1), and no segment may be longer (4.3.3.1). It is chosen from
 * the groups of pictures seen so far: what a regular stream needs, half as much again where groups differ or too few were
 * seen. When a longer group comes all the same, segments are cut without a key frame.
 *
 * <p>Lives on its relay's event loop.
 */
final class HlsWindow {
    /** So many segments at the beginning are half as long, so that the first players begin soon. */
    private static final int SHORT_ONES = 3;
    /** The fewest that players begin with (RFC 8216, 6.3.3: three target durations from the end). */
    private static final int FEWEST = 3;
    /** A group of pictures as long as an encoder makes them without being asked (250 pictures) is one segment. */
    private static final long LONGEST_NANOS = 10_500_000_000L;
    /** A segment this much longer than the target still rounds to it. */
    private static final long ROUNDING_NANOS = 300_000_000;

    private static final double NEARLY = 0.9;

    private final Preroll ring;
    private final Clock clock;
    private final long targetNanos;
    private final int listed;
    private final ChunkClock stream = new ChunkClock();
    private final List<HlsSegment> segments = new ArrayList<>();
    private final long firstSequence;
    private long sequence;
    private long breaks;

    /** The segment that is being gathered. */
    private long first = -1;

    private long start;
    private boolean discontinuity;
    private boolean forced;

    /** Whether a packet of the lead stream has come since the segment was opened. */
    private boolean pictured;

    /** The clock jumped in the middle of a segment: the next key frame begins a new one. */
    private boolean broken;

    private long lastKey = -1;
    private long longestKey;
    private long shortestKey = Long.MAX_VALUE;
    private int groups;
    private long longest;

    /** The time of day of the stream clock's zero; fixed once it was told. */
    private Instant zero = Instant.MAX;

    private int told;
    private long firstListed;

    /**
     * @param sequence of the first segment: players who were here before must not see a smaller one
     * @param breaks the discontinuities before it. A small number: hls.js 1.7.4 was seen to count up to it, and to hang
     */
    HlsWindow(RelaySettings settings, Preroll ring, Clock clock, long sequence, long breaks) {
        this.ring = ring;
        this.clock = clock;
        this.targetNanos = settings.hlsSegment().toNanos();
        this.listed = settings.hlsWindow();
        this.firstSequence = sequence;
        this.sequence = sequence;
        this.breaks = breaks;
        for (long number = ring.oldest(); number < ring.next(); number++) {
            published(ring.get(number));
        }
    }

    /** One more chunk, which is in the ring already. */
    void published(Chunk chunk) {
        long now = stream.at(chunk);
        if (told == 0) {
            Instant here = born(chunk).minusNanos(now);
            zero = here.isBefore(zero) ? here : zero; // a burst comes later than it should, never sooner
        }
        if (stream.jumped() || chunk.joint()) { // after a joint pictures may be of another kind
            broken = true;
        }
        if (chunk.key()) {
            group(now);
        }
        if (first < 0) {
            if (chunk.key()) {
                open(chunk.number(), chunk, now);
            }
        } else if (cuts(chunk, now - start)) {
            if (pictured) {
                close(chunk, now);
                open(chunk.number(), chunk, now);
            } else { // a feed broke off between its tables and its key frame: the segment is another's
                breaks -= discontinuity ? 1 : 0;
                broken = broken || discontinuity;
                open(first, chunk, now);
            }
        }
        pictured = pictured || stream.leads(chunk);
    }

    private Instant born(Chunk chunk) {
        return clock.instant().minusNanos(Math.max(0, System.nanoTime() - chunk.bornNanos()));
    }

    private void group(long now) {
        if (lastKey >= 0 && !broken) {
            longestKey = Math.max(longestKey, now - lastKey);
            shortestKey = Math.min(shortestKey, now - lastKey);
            groups++;
        }
        lastKey = now;
    }

    private boolean cuts(Chunk chunk, long nanos) {
        if (chunk.key()) {
            boolean early = sequence - firstSequence < SHORT_ONES;
            return broken || nanos >= NEARLY * targetNanos / (early ? 2 : 1);
        }
        return nanos >= (told > 0 ? Duration.ofSeconds(told).toNanos() + ROUNDING_NANOS : LONGEST_NANOS);
    }

    private void open(long number, Chunk chunk, long now) {
        first = number;
        start = now;
        pictured = false;
        discontinuity = chunk.key() && broken;
        forced = !chunk.key();
        if (discontinuity) {
            breaks++;
            broken = false;
            zero = drifted(chunk, now) ? born(chunk).minusNanos(now) : zero;
        }
    }

    /** The source's clock and ours may differ by a second in a few hours. */
    private boolean drifted(Chunk chunk, long now) {
        return Duration.between(zero.plusNanos(now), born(chunk)).abs().toMillis() > 1000;
    }

    private void close(Chunk next, long now) {
        longest = Math.max(longest, now - start);
        segments.add(new HlsSegment(
                sequence++, first, next.number(), now - start, zero.plusNanos(start), breaks, discontinuity, forced));
        forget();
    }

    private void forget() {
        while (!segments.isEmpty() && segments.getFirst().first() < ring.oldest()) {
            segments.removeFirst();
        }
    }

    /** Whether there is anything to be played. */
    boolean ready() {
        forget();
        return !segments.isEmpty();
    }

    /**
     * The newest segments; only while {@link #ready}.
     *
     * <p>Not more than half of what the ring has, so that what was told stays there for as long again; but never less than three
     * target durations once there was as much (RFC 8216, 6.2.2).
     */
    HlsPlaylist playlist() {
        if (told == 0) {
            tell();
        }
        int count = Math.min(listed, Math.max(FEWEST, segments.size() / 2));
        int from = Math.max(0, segments.size() - count);
        long least = FEWEST * Duration.ofSeconds(told).toNanos();
        while (from > 0 && length(from) < least) {
            from--;
        }
        while (segments.get(from).sequence() < firstListed) { // nothing comes back that was taken out
            from++;
        }
        List<HlsSegment> shown = segments.subList(from, segments.size());
        HlsSegment head = shown.getFirst();
        firstListed = head.sequence();
        return new HlsPlaylist(told, head.breaks() - (head.discontinuity() ? 1 : 0), shown);
    }

    /** What the segments from here on play. */
    private long length(int from) {
        return segments.stream().skip(from).mapToLong(HlsSegment::nanos).sum();
    }

    /** Fixes the target duration and the time of day. */
    private void tell() {
        told = targetSeconds();
        segments.replaceAll(each -> new HlsSegment(
                each.sequence(),
                each.first(),
                each.end(),
                each.nanos(),
                zero.plusNanos(startOf(each)),
                each.breaks(),
                each.discontinuity(),
                each.forced()));
    }

    private long startOf(HlsSegment segment) {
        long from = start;
        for (HlsSegment each : segments.reversed()) {
            from -= each.nanos();
            if (each.sequence() == segment.sequence()) {
                break;
            }
        }
        return from;
    }

    private int targetSeconds() {
        boolean regular = groups >= 2 && longestKey - shortestKey < longestKey / 10;
        long group = Math.max(1, longestKey);
        long whole = (long) Math.ceil(NEARLY * targetNanos / group) * group;
        double seconds = Math.max(Math.max(longest, targetNanos), regular ? whole : longestKey) / 1e9;
        return (int) Math.max(1, regular ? Math.round(seconds) : Math.ceil(1.5 * seconds));
    }

    /** The packets of a segment, with tables in front, each piece with a reference for the caller; empty if it is not here. */
    List<ByteBuf> packets(long wanted) {
        forget();
        for (HlsSegment each : segments) {
            if (each.sequence() == wanted) {
                return packets(each);
            }
        }
        return List.of();
    }

    private List<ByteBuf> packets(HlsSegment segment) {
        List<ByteBuf> pieces = new ArrayList<>();
        Chunk begin = ring.get(segment.first());
        if (segment.forced()) {
            pieces.add(Unpooled.wrappedBuffer(stream.tables()));
        } else if (begin.preamble().isReadable()) {
            pieces.add(begin.preamble().retainedDuplicate());
        }
        for (long number = segment.first(); number < segment.end(); number++) {
            pieces.add(ring.get(number).packets().retainedDuplicate());
        }
        return pieces;
    }

    /**
     * How long the ring has to keep chunks: a segment that leaves the list stays for its own duration and the list's (RFC 8216,
     * 6.2.2), and the next one is being gathered.
     */
    long keepNanos() {
        return (2L * listed + 3) * Math.max(targetNanos, longest);
    }

    /** The first chunk that the ring must not drop, even if memory is short: where the fewest segments begin. */
    long floor() {
        if (segments.isEmpty()) {
            return first < 0 ? Long.MAX_VALUE : first;
        }
        return segments.get(Math.max(0, segments.size() - FEWEST)).first();
    }

    /** How many discontinuities there were so far. */
    long breaks() {
        return breaks;
    }

    /** The number the next segment will have. */
    long nextSequence() {
        return sequence;
    }
}
