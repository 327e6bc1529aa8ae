package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import masthead.format.hls.ByteRange;
import masthead.format.hls.Segment;
import masthead.format.mpegts.Packet;
import masthead.format.mpegts.PacketAligner;
import masthead.http.Upstreams;
import org.jspecify.annotations.Nullable;

/**
 * One segment on its way: decrypted, looked at, and handed on as it arrives.
 *
 * <p>A segment that broke off may be started again, maybe at another address: it goes on where it was. Lives on one event
 * loop.
 */
final class SegmentFetch implements Upstreams.Sink {
    /** Who takes it; called on the event loop. */
    interface Taker {
        /** More of it, in the clear. {@code bytes} is lent for this call only. */
        void segmentBytes(ByteBuf bytes);

        /** All of it was handed on. */
        void segmentWhole();

        /** It broke off, or is no piece of a transport stream; its connection is closed. */
        void segmentFailed(NoSignal why);
    }

    /** What may stand before the first packet: some hide segments behind the head of an image. */
    private static final int LONGEST_PREFIX = 64 * 1024;

    private final Way way;
    private final Segment segment;
    private final Taker taker;
    private final @Nullable Decryption decryption;
    private final ByteBuf head = Unpooled.buffer(4 * Packet.SIZE, LONGEST_PREFIX + 1024 * 1024);
    private Upstreams.@Nullable Call call;
    private @Nullable ScheduledFuture<?> watch;
    private long received;
    private long toSkip;
    private boolean inStep;
    private boolean answered;
    private boolean over = true;
    private long lastBytesNanos;

    SegmentFetch(Way way, Segment segment, Optional<Decryption> decryption, Taker taker) {
        this.way = way;
        this.segment = segment;
        this.decryption = decryption.orElse(null);
        this.taker = taker;
    }

    Segment segment() {
        return segment;
    }

    /** Asks for it at {@code url}: for all of it, or for what is missing yet. */
    void start(String url) {
        Map<String, String> part = Map.of();
        long from = segment.range().map(ByteRange::offset).orElse(0L) + received;
        if (segment.range().isPresent()) {
            part = Map.of("Range", new ByteRange(segment.range().get().length() - received, from).header());
        } else if (from > 0) {
            part = Map.of("Range", "bytes=" + from + "-");
        }
        over = false;
        answered = false;
        long stallMillis = Math.max(20, way.settings().silenceTimeout().toMillis() / 2);
        watch = way.loop()
                .scheduleAtFixedRate(
                        () -> checkStall(stallMillis), stallMillis / 4, stallMillis / 4, TimeUnit.MILLISECONDS);
        call = way.open(url, part, this);
    }

    /** The answer's head has a patience of its own; this is about the body. */
    private void checkStall(long stallMillis) {
        boolean stalled = System.nanoTime() - lastBytesNanos > TimeUnit.MILLISECONDS.toNanos(stallMillis);
        if (!over && answered && stalled) {
            fail(new NoSignal.Silent());
        }
    }

    @Override
    public void opened(Upstreams.Head answer) {
        answered = true;
        lastBytesNanos = System.nanoTime();
        boolean part = answer.status() == 206;
        toSkip = part ? 0 : segment.range().map(ByteRange::offset).orElse(0L) + received;
    }

    @Override
    public void bytes(ByteBuf bytes) {
        if (over) {
            return;
        }
        lastBytesNanos = System.nanoTime();
        int skipped = (int) Math.min(toSkip, bytes.readableBytes());
        toSkip -= skipped;
        long wanted = segment.range().map(ByteRange::length).orElse(Long.MAX_VALUE) - received;
        int count = (int) Math.min(wanted, bytes.readableBytes() - skipped);
        received += count;
        if (count > 0) {
            decrypt(bytes.slice(bytes.readerIndex() + skipped, count));
        }
        if (!over && count == wanted) {
            whole();
        }
    }

    private void decrypt(ByteBuf bytes) {
        if (decryption == null) {
            look(bytes);
            return;
        }
        ByteBuf clear = Unpooled.buffer(bytes.readableBytes() + Decryption.BLOCK);
        decryption.take(bytes, clear);
        look(clear);
    }

    /** Hands it on once it is seen to be packets. */
    private void look(ByteBuf bytes) {
        if (inStep || !bytes.isReadable()) {
            hand(bytes);
            return;
        }
        boolean gathering = head.isReadable();
        if (gathering) {
            gather(bytes);
        }
        ByteBuf start = gathering ? head : bytes;
        PacketAligner.Found found = PacketAligner.find(start, start.readerIndex(), start.writerIndex());
        if (found.found()) {
            inStep = true;
            int prefix = found.index() - start.readerIndex();
            // Less than a packet may be the rest of one that the last segment began.
            hand(prefix < Packet.SIZE ? start : start.slice(found.index(), start.readableBytes() - prefix));
            return;
        }
        Optional<String> other = Contents.of(start);
        if (other.isPresent() || start.readableBytes() > LONGEST_PREFIX) {
            fail(new NoSignal.NotTransportStream(other.orElse(Contents.UNKNOWN)));
        } else if (!gathering) {
            gather(bytes);
        }
    }

    private void gather(ByteBuf bytes) {
        head.writeBytes(bytes, bytes.readerIndex(), Math.min(bytes.readableBytes(), head.maxWritableBytes()));
    }

    private void hand(ByteBuf bytes) {
        if (bytes.isReadable()) {
            taker.segmentBytes(bytes);
        }
    }

    @Override
    public void ended(Upstreams.Ending why) {
        boolean missing =
                segment.range().isPresent() && received < segment.range().get().length();
        if (why instanceof Upstreams.Ending.Closed closed && closed.whole() && !missing) {
            whole();
        } else {
            fail(NoSignal.of(why));
        }
    }

    private void whole() {
        if (over) {
            return;
        }
        if (decryption != null) {
            ByteBuf rest = Unpooled.buffer(Decryption.BLOCK);
            decryption.end(rest);
            look(rest);
        }
        if (!over && !inStep) {
            fail(new NoSignal.NotTransportStream(
                    Contents.of(head).orElse(head.isReadable() ? Contents.UNKNOWN : "nothing")));
        }
        if (!over) {
            close();
            taker.segmentWhole();
        }
    }

    private void fail(NoSignal why) {
        if (!over) {
            close();
            taker.segmentFailed(why);
        }
    }

    /** Closes its connection; the taker hears no more, unless it is started again. */
    void close() {
        over = true;
        if (watch != null) {
            watch.cancel(false);
        }
        if (call != null) {
            call.close();
            call = null;
        }
    }
}
