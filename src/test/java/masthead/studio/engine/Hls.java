package masthead.studio.engine;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * The segments of a content that plays as HLS: 13 of them, each begins with tables and a key frame, numbered from 0
 * (reference 1.10). Guarded by itself.
 */
final class Hls {
    private static final int WINDOW = 13;
    private static final int KEPT = WINDOW + 3;
    private static final Duration LENGTH = Duration.ofSeconds(4);
    private static final Duration STEP = Duration.ofMillis(40);

    private static final class Segment {
        private final long number;
        private final Duration length;
        private final byte[] bytes;

        private Segment(long number, Duration length, byte[] bytes) {
            this.number = number;
            this.length = length;
            this.bytes = bytes;
        }
    }

    private final String infohash;
    private final Footage footage;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private ByteArrayOutputStream open = new ByteArrayOutputStream();
    private boolean begun;
    private Duration openedAt;
    private Duration position;
    private long next;

    /** Segments up to {@code now}, a window of them from before. */
    Hls(Content content, Duration now, int run) {
        this.infohash = content.infohash();
        this.position = now.minus(LENGTH.plusSeconds(1).multipliedBy(WINDOW));
        this.openedAt = position;
        this.footage = Footage.open(content, position, run);
    }

    /** The playlist by {@code now}, its addresses at {@code host}. */
    synchronized String playlist(Duration now, String host) {
        produce(now);
        StringBuilder list = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:7\n");
        segments.stream()
                .skip(Math.max(0, segments.size() - WINDOW))
                .findFirst()
                .ifPresent(first -> list.append("#EXT-X-MEDIA-SEQUENCE:")
                        .append(first.number)
                        .append('\n'));
        segments.stream()
                .skip(Math.max(0, segments.size() - WINDOW))
                .forEach(each -> list.append(String.format(
                        Locale.ROOT,
                        "#EXTINF:%.3f,\nhttp://%s/ace/c/%s/%d.ts\n",
                        each.length.toMillis() / 1000.0,
                        host,
                        infohash,
                        each.number)));
        return list.toString();
    }

    synchronized Optional<byte[]> segment(long number, Duration now) {
        produce(now);
        return segments.stream()
                .filter(each -> each.number == number)
                .map(each -> each.bytes)
                .findFirst();
    }

    private void produce(Duration now) {
        for (; position.compareTo(now) < 0; position = position.plus(STEP)) {
            byte[] packets = footage.upTo(position.plus(STEP));
            for (int at = 0; at < packets.length; at += PacketEdit.SIZE) {
                if (beginsAt(packets, at) && (!begun || position.minus(openedAt).compareTo(LENGTH) >= 0)) {
                    cut();
                }
                if (begun) {
                    open.write(packets, at, PacketEdit.SIZE);
                }
            }
        }
    }

    private void cut() {
        if (begun) {
            segments.add(new Segment(next++, position.minus(openedAt), open.toByteArray()));
            open = new ByteArrayOutputStream();
            if (segments.size() > KEPT) {
                segments.remove();
            }
        }
        begun = true;
        openedAt = position;
    }

    /** PAT, PMT, key frame: so test cards and shipped cards alike mark where one may begin. */
    private static boolean beginsAt(byte[] packets, int at) {
        int key = at + 2 * PacketEdit.SIZE;
        return PacketEdit.pid(packets, at) == 0
                && key + PacketEdit.SIZE <= packets.length
                && PacketEdit.randomAccess(packets, key);
    }
}
