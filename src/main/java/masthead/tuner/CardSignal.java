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
import org.jspecify.annotations.Nullable;

/** A test card shipped with Masthead, looped for ever at its own pace. Lives on one event loop. */
final class CardSignal implements Signal {
    private static final int TICK_MILLIS = 40;
    /** More than any card sends in a tick; what does not fit comes with the next one. */
    private static final int PIECE = 188 * 350;

    private final EventLoop loop;
    private final SignalOwner owner;
    private final ByteBuf piece = Unpooled.buffer(PIECE, PIECE);
    private long startNanos;
    private @Nullable ScheduledFuture<?> ticks;
    private boolean over;

    CardSignal(EventLoop loop, SignalOwner owner) {
        this.loop = loop;
        this.owner = owner;
    }

    /** Has the card read and taken apart on a thread of its own, for that is file work, and starts it. */
    void open(Supplier<Optional<CardLoop>> reading) {
        Thread.ofVirtual().name("card").start(() -> {
            Optional<CardLoop> card = reading.get();
            loop.execute(() -> start(card));
        });
    }

    private void start(Optional<CardLoop> card) {
        if (over) {
            return;
        }
        if (card.isEmpty()) {
            over = true;
            owner.lost(new NoSignal.NoFeed());
            return;
        }
        startNanos = System.nanoTime();
        owner.showsPackets();
        if (!over) {
            CardLoop playing = card.get();
            ticks = loop.scheduleAtFixedRate(() -> tick(playing), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick(CardLoop card) {
        if (over) {
            return;
        }
        piece.clear();
        try {
            card.fill(piece, Duration.ofNanos(System.nanoTime() - startNanos));
            if (piece.isReadable()) {
                owner.bytes(piece);
            }
        } catch (RuntimeException e) { // else the timer would stop without a word
            close();
            owner.lost(
                    new NoSignal.Ended("the test card failed (" + e.getClass().getSimpleName() + ")"));
        }
    }

    @Override
    public void close() {
        over = true;
        if (ticks != null) {
            ticks.cancel(false);
        }
    }
}
