package masthead.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import masthead.format.archive.ArchiveAddress;
import masthead.format.archive.Stretch;
import masthead.format.hls.HlsReader;
import masthead.format.hls.MediaPlaylist;
import masthead.format.hls.MultivariantPlaylist;
import masthead.format.hls.NotHlsException;
import masthead.format.hls.Playlist;
import masthead.format.hls.References;
import masthead.format.hls.Segment;
import masthead.format.hls.Variant;
import masthead.http.Fetch;
import masthead.http.FetchFailed;
import masthead.tuner.FileLine;
import org.jspecify.annotations.Nullable;

/**
 * An archive that is HLS, read as one transport stream: its segments one behind another, on one connection.
 *
 * <p>It ends with the playlist, or when the segments are as long as the stretch. A playlist without an end is read again, as
 * some servers answer a time in the past with a live playlist that is late. Segments that are encrypted, or not transport
 * streams, cannot be read so. Read by one thread.
 */
final class HlsPast extends InputStream {
    /** Bytes of a playlist: a day in pieces of four seconds, with long addresses. */
    private static final int LONGEST = 4 * 1024 * 1024;

    private static final Duration QUIET = Duration.ofSeconds(30);

    private final FileLine line;
    private final Stretch stretch;
    /** How much is to be read in all, what is before the stretch included. */
    private final Duration wanted;

    private final Deque<Segment> waiting = new ArrayDeque<>();
    private String address;
    private long next = Long.MIN_VALUE;
    private boolean ended;
    private Duration pause = Duration.ofSeconds(1);
    private Duration read = Duration.ZERO;
    private Optional<Instant> begun = Optional.empty();
    private @Nullable InputStream segment;

    private HlsPast(FileLine line, ArchiveAddress way, Stretch stretch, String address) {
        this.line = line;
        this.stretch = stretch;
        this.wanted = stretch.length().plus(way.lead());
        this.address = address;
    }

    /** Reads the playlist in {@code body}, which came from {@code address}, and opens its first segment. */
    static HlsPast open(FileLine line, ArchiveAddress way, Stretch stretch, String address, InputStream body)
            throws IOException {
        HlsPast past = new HlsPast(line, way, stretch, address);
        Playlist first;
        try (body) {
            first = past.playlist(body);
        }
        if (first instanceof MultivariantPlaylist choice) {
            Variant best = choice.variants().stream()
                    .max(Comparator.comparingLong(Variant::bandwidth))
                    .orElseThrow(() -> new NotPlayable("a playlist without streams"));
            past.address = References.resolve(address, best.uri());
            past.take(past.fetched());
        } else {
            past.take(first);
        }
        if (!past.advance()) {
            throw new NotPlayable("a playlist without segments");
        }
        return past;
    }

    private Playlist fetched() throws IOException {
        try (Fetch.Document document = line.open(address, Map.of())) {
            if (document.status() != 200) {
                throw new NotPlayable("its playlist answered " + document.status());
            }
            address = document.from().orElse(address);
            return playlist(document.body());
        }
    }

    private Playlist playlist(InputStream body) throws IOException {
        byte[] text = body.readNBytes(LONGEST + 1);
        if (text.length > LONGEST) {
            throw new NotPlayable("a playlist that is too long");
        }
        try {
            return HlsReader.read(new String(text, StandardCharsets.UTF_8));
        } catch (NotHlsException notOne) {
            throw new NotPlayable("a playlist that cannot be read");
        }
    }

    /** Puts what is new in line; tells whether anything was. */
    private boolean take(Playlist playlist) throws NotPlayable {
        if (!(playlist instanceof MediaPlaylist media)) {
            throw new NotPlayable("a playlist of no segments");
        }
        boolean any = false;
        for (Segment each : media.segments()) {
            if (each.sequence() >= next && !each.gap() && !before(each)) {
                if (each.key().isPresent()) {
                    throw new NotPlayable("an encrypted playlist");
                }
                if (each.map().isPresent()) {
                    throw new NotPlayable("a playlist of fragmented MP4");
                }
                waiting.add(each);
                any = true;
            }
        }
        next = Math.max(next, media.nextSequence());
        ended |= media.ended();
        pause = media.targetDuration().dividedBy(2).compareTo(Duration.ofMillis(200)) > 0
                ? media.targetDuration().dividedBy(2)
                : Duration.ofMillis(200);
        return any;
    }

    /** Whether it is over before the stretch begins, where the playlist says when it was. */
    private boolean before(Segment each) {
        Optional<Instant> time = each.dateTime();
        return time.isPresent() && !time.get().plus(each.duration()).isAfter(stretch.start());
    }

    /** Opens the next segment; false if there is none any more. */
    private boolean advance() throws IOException {
        if (read.compareTo(wanted) >= 0) {
            return false;
        }
        long quiet = System.nanoTime();
        while (waiting.isEmpty()) {
            if (ended || System.nanoTime() - quiet > QUIET.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
            take(fetched());
        }
        Segment each = waiting.remove();
        if (segment == null && read.isZero()) {
            begun = each.dateTime();
        }
        Map<String, String> range =
                each.range().map(part -> Map.of("Range", part.header())).orElse(Map.of());
        Fetch.Document document = line.open(References.resolve(address, each.uri()), range);
        if (document.status() != 200 && document.status() != 206) {
            document.close();
            throw new FetchFailed("a segment answered " + document.status());
        }
        segment = document.body();
        read = read.plus(each.duration());
        return true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (segment != null) {
            int count = segment.read(into, offset, length);
            if (count >= 0) {
                return count;
            }
            segment.close();
            segment = null;
            if (!advance()) {
                return -1;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        waiting.clear();
        ended = true;
        if (segment != null) {
            segment.close();
            segment = null;
        }
    }

    /** When its first segment was sent, if the playlist says so. */
    Optional<Instant> begun() {
        return begun;
    }
}
