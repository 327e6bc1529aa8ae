package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import masthead.format.mpegts.CardLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A slate being shown to one taker. Lives on one event loop. */
final class SlateShow implements Slates.Show {
    private static final Logger log = LoggerFactory.getLogger(Slates.class);
    private static final int TICK_MILLIS = 40;
    /** More than any slate sends in a tick; what does not fit comes with the next one. */
    private static final int PIECE = 188 * 350;

    private final Duration ahead;
    private final EventLoop loop;
    private final Slates.Taker taker;
    private final ByteBuf piece = Unpooled.buffer(PIECE, PIECE);
    private long startNanos;
    private @Nullable ScheduledFuture<?> ticks;
    private boolean over;

    SlateShow(Duration ahead, EventLoop loop, Slates.Taker taker) {
        this.ahead = ahead;
        this.loop = loop;
        this.taker = taker;
    }

    /** Starts with the card, unless it was closed meanwhile. */
    void start(CardLoop card) {
        if (!over) {
            startNanos = System.nanoTime();
            ticks = loop.scheduleAtFixedRate(() -> tick(card), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick(CardLoop card) {
        if (over || !taker.ready()) {
            return;
        }
        piece.clear();
        try {
            card.fill(piece, ahead.plusNanos(System.nanoTime() - startNanos));
            if (piece.isReadable()) {
                taker.take(piece);
            }
        } catch (RuntimeException e) { // else the timer would stop without a word
            log.atWarn().setCause(e).log("A slate cannot be shown");
            close();
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
