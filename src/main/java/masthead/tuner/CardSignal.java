package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import masthead.format.mpegts.CardLoop;
import masthead.format.mpegts.Packet;
import org.jspecify.annotations.Nullable;

/** A test card shipped with Masthead, or a file, looped for ever at its own pace. Lives on one event loop. */
final class CardSignal implements Signal {
    private static final int TICK_MILLIS = 40;
    private static final int PIECE = Packet.SIZE * 350;
    /** Of a tick: a file of 200 Mbit/s; what does not fit comes with the next one. */
    private static final int MOST_PIECES = 16;

    private final EventLoop loop;
    private final SignalOwner owner;
    private final ByteBuf piece = Unpooled.buffer(PIECE, PIECE);
    private long startNanos;
    private @Nullable ScheduledFuture<?> ticks;
    private volatile boolean over;

    CardSignal(EventLoop loop, SignalOwner owner) {
        this.loop = loop;
        this.owner = owner;
    }

    /** Has the card read and taken apart on a thread of its own, for that is file work, and starts it. */
    void open(Supplier<Optional<CardLoop>> reading) {
        Thread.ofVirtual().name("card").start(() -> {
            try {
                Optional<CardLoop> card = reading.get();
                loop.execute(() -> card.ifPresentOrElse(this::start, () -> end(new NoSignal.NoFeed())));
            } catch (LocalFiles.UnusableFile unusable) {
                loop.execute(() -> end(new NoSignal.NoFile(String.valueOf(unusable.getMessage()))));
            } catch (RuntimeException | OutOfMemoryError e) {
                loop.execute(() -> end(failed(e)));
            }
        });
    }

    private void start(CardLoop card) {
        if (over) {
            return;
        }
        startNanos = System.nanoTime();
        owner.showsPackets();
        if (!over) {
            ticks = loop.scheduleAtFixedRate(() -> tick(card), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick(CardLoop card) {
        try {
            boolean more = true;
            for (int each = 0; more && !over && each < MOST_PIECES; each++) {
                piece.clear();
                card.fill(piece, Duration.ofNanos(System.nanoTime() - startNanos));
                more = !piece.isWritable(Packet.SIZE);
                if (piece.isReadable()) {
                    owner.bytes(piece);
                }
            }
        } catch (RuntimeException e) { // else the timer would stop without a word
            end(failed(e));
        }
    }

    private static NoSignal failed(Throwable e) {
        return new NoSignal.Ended("the file failed (" + e.getClass().getSimpleName() + ")");
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
        if (ticks != null) {
            ticks.cancel(false);
        }
    }

    @Override
    public boolean connected() {
        return !over;
    }
}
