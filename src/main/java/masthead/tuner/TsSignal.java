package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import masthead.format.mpegts.Packet;
import masthead.format.mpegts.PacketAligner;
import masthead.http.Upstreams;
import org.jspecify.annotations.Nullable;

/**
 * A transport stream over HTTP.
 *
 * <p>Its first bytes are looked at before it counts as tuned: providers answer 200 with web pages, playlists and error texts.
 * Lives on one event loop.
 */
final class TsSignal implements Signal, Upstreams.Sink {
    /** Who goes on when the answer is a playlist. */
    interface PlaylistTaker {
        /** The whole playlist, and where it came from in the end; the signal is closed. */
        void playlist(ByteBuf body, String url);
    }

    /** What may precede the first packet: warnings of a sick server, part of a packet. */
    private static final int LONGEST_PREFIX = 64 * 1024;

    private final Way way;
    private final SignalOwner owner;
    private final PlaylistTaker lists;
    private final ByteBuf head = Unpooled.buffer(4 * Packet.SIZE, WebSignal.LONGEST_PLAYLIST + 64 * 1024);
    private Upstreams.@Nullable Call call;
    private @Nullable ScheduledFuture<?> watch;
    private String url = "";
    private boolean list;
    private boolean tuned;
    private volatile boolean over;
    private long lastBytesNanos;

    TsSignal(Way way, SignalOwner owner, PlaylistTaker lists) {
        this.way = way;
        this.owner = owner;
        this.lists = lists;
    }

    void open(String address) {
        call = way.open(address, Map.of(), this);
    }

    @Override
    public void opened(Upstreams.Head answer) {
        url = answer.url();
        lastBytesNanos = System.nanoTime();
        TunerSettings settings = way.settings();
        long shortest = Math.min(
                settings.stallTimeout().toMillis(), settings.silenceTimeout().toMillis());
        long tickMillis = Math.clamp(shortest / 8, 10, 1000);
        watch = way.loop().scheduleAtFixedRate(this::checkSilence, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
    }

    private void checkSilence() {
        long silentNanos = System.nanoTime() - lastBytesNanos;
        if (silentNanos > patience().toNanos()) {
            end(new NoSignal.Silent());
        }
    }

    private Duration patience() {
        TunerSettings settings = way.settings();
        if (!tuned) {
            return settings.firstPacketTimeout();
        }
        Duration most = settings.silenceTimeout();
        Duration stall = settings.stallTimeout();
        return stall.compareTo(most) < 0 && owner.impatient() ? stall : most;
    }

    @Override
    public void bytes(ByteBuf bytes) {
        if (over) {
            return;
        }
        if (tuned) {
            lastBytesNanos = System.nanoTime();
            owner.bytes(bytes);
            return;
        }
        head.writeBytes(bytes, bytes.readerIndex(), Math.min(bytes.readableBytes(), head.maxWritableBytes()));
        if (!list) {
            look();
        } else if (head.readableBytes() > WebSignal.LONGEST_PLAYLIST) {
            end(new NoSignal.NotTransportStream("an endless playlist"));
        }
    }

    private void look() {
        if (PacketAligner.find(head, head.readerIndex(), head.writerIndex()).found()) {
            tuned = true;
            lastBytesNanos = System.nanoTime();
            owner.showsPackets();
            if (!over) {
                owner.bytes(head);
            }
            return;
        }
        Optional<String> kind = Contents.of(head);
        list = kind.isPresent() && kind.get().equals(Contents.PLAYLIST);
        if (!list && (kind.isPresent() || head.readableBytes() > LONGEST_PREFIX)) {
            end(new NoSignal.NotTransportStream(kind.orElse(Contents.UNKNOWN)));
        }
    }

    @Override
    public void ended(Upstreams.Ending why) {
        boolean answered = why instanceof Upstreams.Ending.Closed && !tuned && head.isReadable();
        if (answered && list && !over) {
            close();
            lists.playlist(head, url);
        } else if (answered) {
            end(new NoSignal.NotTransportStream(Contents.of(head).orElse(Contents.UNKNOWN)));
        } else {
            end(NoSignal.of(why));
        }
    }

    private void end(NoSignal why) {
        if (!over) {
            close();
            owner.lost(why);
        }
    }

    @Override
    public void close() {
        over = true;
        if (watch != null) {
            watch.cancel(false);
        }
        if (call != null) {
            call.close();
        }
        // The head is a heap buffer without a pool: nothing to release.
    }

    @Override
    public boolean connected() {
        return !over;
    }
}
