package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
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
    /** What may precede the first packet: warnings of a sick server, part of a packet. */
    private static final int LONGEST_PREFIX = 64 * 1024;

    private final EventLoop loop;
    private final TunerSettings settings;
    private final SignalOwner owner;
    private final ByteBuf head = Unpooled.buffer(4 * Packet.SIZE, LONGEST_PREFIX + 64 * 1024);
    private Upstreams.@Nullable Call call;
    private @Nullable ScheduledFuture<?> watch;
    private boolean tuned;
    private volatile boolean connected = true;
    private boolean over;
    private long lastBytesNanos;

    TsSignal(EventLoop loop, TunerSettings settings, SignalOwner owner) {
        this.loop = loop;
        this.settings = settings;
        this.owner = owner;
    }

    void open(Upstreams upstreams, String url, Map<String, String> headers) {
        call = upstreams.open(
                new Upstreams.Request(url, headers, settings.headTimeout(), settings.readBatch()), loop, this);
    }

    @Override
    public void opened(Upstreams.Head answer) {
        lastBytesNanos = System.nanoTime();
        long tickMillis = Math.max(10, Math.min(1000, settings.silenceTimeout().toMillis() / 4));
        watch = loop.scheduleAtFixedRate(this::checkSilence, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
    }

    private void checkSilence() {
        long silentNanos = System.nanoTime() - lastBytesNanos;
        long patience = (tuned ? settings.silenceTimeout() : settings.firstPacketTimeout()).toNanos();
        if (silentNanos > patience) {
            end(new NoSignal.Silent());
        }
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
        if (PacketAligner.find(head, head.readerIndex(), head.writerIndex()).found()) {
            tuned = true;
            lastBytesNanos = System.nanoTime();
            owner.showsPackets();
            if (!over) {
                owner.bytes(head);
            }
        } else if (head.readableBytes() > LONGEST_PREFIX || looksLikeText()) {
            end(new NoSignal.NotTransportStream(kind()));
        }
    }

    private boolean looksLikeText() {
        String kind = kind();
        return !kind.equals("something else");
    }

    /** What the first bytes are, for the reason told to operators. */
    private String kind() {
        String start = head.toString(
                        head.readerIndex(), Math.min(256, head.readableBytes()), StandardCharsets.ISO_8859_1)
                .replace("ï»¿", "")
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (start.startsWith("#extm3u")) {
            return "a playlist";
        }
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return "a web page";
        }
        if (start.startsWith("{\"") || start.startsWith("[{")) {
            return "JSON";
        }
        return "something else";
    }

    @Override
    public void ended(Upstreams.Ending why) {
        NoSignal reason = switch (why) {
            case Upstreams.Ending.Refused(int status) -> new NoSignal.Refused(status);
            case Upstreams.Ending.Unreachable(String text) -> new NoSignal.Unreachable(text);
            case Upstreams.Ending.TimedOut() -> new NoSignal.Unreachable("no answer in time");
            case Upstreams.Ending.Closed(String text) ->
                tuned || head.readableBytes() == 0 ? new NoSignal.Ended(text) : new NoSignal.NotTransportStream(kind());
        };
        end(reason);
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
        whenClosed(() -> connected = false);
        // The head is a heap buffer without a pool: nothing to release.
    }

    @Override
    public void whenClosed(Runnable told) {
        if (call == null) {
            told.run();
        } else {
            call.whenClosed(told);
        }
    }

    @Override
    public boolean connected() {
        return connected;
    }
}
