package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import masthead.format.mpegts.CardLoop;
import org.jspecify.annotations.Nullable;

/** A test card shipped with Masthead, looped for ever at its own pace. Lives on one event loop. */
final class CardSignal implements Signal {
    private static final int TICK_MILLIS = 40;
    /** More than any card sends in a tick; what does not fit comes with the next one. */
    private static final int PIECE = 188 * 350;

    private final TsSignal.Owner owner;
    private final CardLoop card;
    private final ByteBuf piece = Unpooled.buffer(PIECE, PIECE);
    private final long startNanos = System.nanoTime();
    private @Nullable ScheduledFuture<?> ticks;
    private boolean over;

    CardSignal(CardLoop card, TsSignal.Owner owner) {
        this.card = card;
        this.owner = owner;
    }

    void start(EventLoop loop) {
        ticks = loop.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        loop.execute(() -> {
            if (!over) {
                owner.showsPackets();
            }
        });
    }

    private void tick() {
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
