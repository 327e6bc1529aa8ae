package masthead.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets an upstream's bytes gather in the kernel, so that they are read in a few large pieces instead of many small ones.
 *
 * <p>A source sends a few KB at a time, hundreds of times a second; waking up for each costs more than all the rest of a channel
 * with few viewers. The socket is told (SO_RCVLOWAT, socket(7)) to wake us when about {@code batch} of the stream is there, as
 * measured over the last second or so. When nothing came for {@value #PATIENCE_MILLIS} ms the mark is taken away, which hands over
 * at once what waits below it; so a thin or halting stream is late by that at most. Does nothing where the transport is not epoll.
 *
 * <p>Lives on the connection's event loop.
 */
final class ReadBatching {
    private static final ChannelOption<Integer> LOW_WATER = new IntegerUnixChannelOption("SO_RCVLOWAT", 1, 18);
    private static final long PATIENCE_MILLIS = 100;
    private static final long SPAN_NANOS = 100_000_000;
    /** Whoever waits for a channel's first picture shall not wait for a batch: until then all is read as it comes. */
    private static final long BEGIN_NANOS = 5_000_000_000L;

    /** A little less than one read takes. */
    private static final int MOST = 60 * 1024;

    private static final int NONE = 1;

    private final Channel channel;
    private final long batchNanos;
    private final long beganNanos = System.nanoTime();
    /** Since when bytes are counted; -1 before there are any to count. */
    private long spanNanos = -1;

    private long arrived;
    private double bytesPerBatch = -1;
    private int mark = NONE;
    /** Not one at fixed times: each would wake the loop, and a stream that flows needs none. */
    private @Nullable ScheduledFuture<?> patience;

    private ReadBatching(Channel channel, long batchNanos) {
        this.channel = channel;
        this.batchNanos = batchNanos;
    }

    /** Begins; ends with the connection. A batch of zero reads everything as it comes. */
    static ReadBatching on(Channel channel, Duration batch) {
        ReadBatching reading = new ReadBatching(channel, channel instanceof EpollSocketChannel ? batch.toNanos() : 0);
        channel.closeFuture().addListener(closed -> reading.expect(false));
        return reading;
    }

    void arrived(int bytes) {
        long now = batchNanos == 0 ? beganNanos : System.nanoTime();
        if (now - beganNanos < BEGIN_NANOS) {
            return;
        }
        if (spanNanos < 0) {
            spanNanos = now; // these bytes are of the time before
            return;
        }
        arrived += bytes;
        if (now - spanNanos >= SPAN_NANOS) {
            measure(now - spanNanos);
            spanNanos = now;
            arrived = 0;
        }
        expect(mark != NONE);
    }

    private void measure(long nanos) {
        double now = (double) arrived * batchNanos / nanos;
        bytesPerBatch = bytesPerBatch < 0 ? now : bytesPerBatch + (now - bytesPerBatch) / 8;
        int wanted = Math.clamp((long) bytesPerBatch, NONE, MOST);
        if (Math.abs(wanted - mark) > mark / 4) {
            set(wanted);
        }
    }

    private void expect(boolean more) {
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
        if (more) {
            patience = channel.eventLoop().schedule(() -> set(NONE), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void set(int wanted) {
        if (wanted != mark && channel.isActive()) {
            mark = wanted;
            channel.config().setOption(LOW_WATER, wanted);
        }
    }
}
