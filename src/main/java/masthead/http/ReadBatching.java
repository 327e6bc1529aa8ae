package masthead.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets an upstream's bytes gather in the kernel, so that they are read in a few large pieces instead of many small ones.
 *
 * <p>A source sends a few KB at a time, hundreds of times a second; waking up for each costs more than all the rest of a channel
 * with few viewers. The socket is told (SO_RCVLOWAT, socket(7)) to wake us when about {@code batch} of the stream is there, as
 * measured over the last second or so. When nothing came for a tick the mark is taken away, which hands over at once what
 * waits below it; so a thin or halting stream is late by a tick at most. Does nothing where the transport is not epoll.
 *
 * <p>Lives on the connection's event loop.
 */
final class ReadBatching {
    private static final ChannelOption<Integer> LOW_WATER = new IntegerUnixChannelOption("SO_RCVLOWAT", 1, 18);
    private static final long TICK_MILLIS = 100;
    /** Whoever waits for a channel's first picture shall not wait for a batch: until then all is read as it comes. */
    private static final long BEGIN_MILLIS = 5000;

    private static final int MOST = 48 * 1024;
    private static final int NONE = 1;

    private final Channel channel;
    private final double ticksPerBatch;
    private long arrived;
    private double bytesPerTick = -1;
    private int ticks;
    private int mark = NONE;

    private ReadBatching(Channel channel, Duration batch) {
        this.channel = channel;
        this.ticksPerBatch = (double) batch.toMillis() / TICK_MILLIS;
    }

    /** Begins; ends with the connection. A batch of zero reads everything as it comes. */
    static ReadBatching on(Channel channel, Duration batch) {
        ReadBatching reading = new ReadBatching(channel, batch);
        if (channel instanceof EpollSocketChannel && !batch.isZero()) {
            ScheduledFuture<?> ticks = channel.eventLoop()
                    .scheduleAtFixedRate(reading::tick, BEGIN_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> ticks.cancel(false));
        }
        return reading;
    }

    void arrived(int bytes) {
        arrived += bytes;
    }

    private void tick() {
        if (bytesPerTick < 0 && ticks++ == 0) {
            arrived = 0; // of a longer time than a tick
            return;
        }
        if (arrived == 0) {
            set(NONE);
            return;
        }
        bytesPerTick = bytesPerTick < 0 ? arrived : bytesPerTick + (arrived - bytesPerTick) / 8;
        arrived = 0;
        int wanted = Math.clamp((long) (bytesPerTick * ticksPerBatch), NONE, MOST);
        if (Math.abs(wanted - mark) > mark / 4) {
            set(wanted);
        }
    }

    private void set(int wanted) {
        if (wanted != mark && channel.isActive()) {
            mark = wanted;
            channel.config().setOption(LOW_WATER, wanted);
        }
    }
}
