package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import masthead.tuner.Slate;
import masthead.tuner.Slates;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps viewers' connections alive while a channel has nothing to show: null packets, then the slate.
 *
 * <p>Lives on its relay's event loop.
 */
final class Bridge {
    /** What it fills the pause of. */
    interface Owner {
        /** Null packets are due. */
        void idle();

        /** More of the slate, lent; {@code first} if it begins here. */
        void slate(ByteBuf packets, boolean first);

        /** It cannot go on. */
        void over(String reason);
    }

    private static final Logger log = LoggerFactory.getLogger(Bridge.class);
    private static final long STEP_MILLIS = 250;

    private final EventLoop loop;
    private final Slates slates;
    private final Duration slateAfter;
    private final Owner owner;
    private @Nullable ScheduledFuture<?> steps;
    private Slates.@Nullable Show slate;
    private boolean shows;
    private long sinceNanos;

    Bridge(EventLoop loop, RelayRoom room, Owner owner) {
        this.loop = loop;
        this.slates = room.slates();
        this.slateAfter = room.settings().slateAfter();
        this.owner = owner;
    }

    /** Begins, unless it has; there has been nothing to show since {@code lostNanos}. */
    void begin(long lostNanos) {
        if (steps == null) {
            sinceNanos = lostNanos;
            steps = loop.scheduleAtFixedRate(this::step, STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether the slate is to be seen. */
    boolean shows() {
        return shows;
    }

    private void step() {
        try {
            long elapsed = System.nanoTime() - sinceNanos;
            if (slate == null && !slateAfter.isZero() && elapsed >= slateAfter.toNanos()) {
                slate = slates.play(Slate.ONE_MOMENT, Duration.ZERO, loop, this::show);
            } else if (!shows) {
                owner.idle();
            }
        } catch (RuntimeException | OutOfMemoryError e) { // else the timer would stop without a word
            log.atError().setCause(e).log("Cannot fill a pause");
            owner.over("The server cannot go on with it.");
        }
    }

    private void show(ByteBuf packets) {
        if (slate != null) {
            boolean first = !shows;
            shows = true;
            owner.slate(packets, first);
        }
    }

    /** Ends; it may begin anew. */
    void end() {
        if (steps != null) {
            steps.cancel(false);
            steps = null;
        }
        if (slate != null) {
            slate.close();
            slate = null;
        }
        shows = false;
    }
}
