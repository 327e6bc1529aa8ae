package masthead.tuner.acestream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import masthead.tuner.NoSignal;
import org.jspecify.annotations.Nullable;

/**
 * One {@link Tap} of a session, on whatever event loop it lives: its own gets the bytes as they are, another loop a copy.
 *
 * <p>A loop that falls behind by more than {@value #MOST_BYTES} bytes misses what comes meanwhile, and the stream breaks for
 * it: the session waits for nobody. Lives on the session's loop.
 */
final class Outlet {
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    final Tap tap;
    /** Whether somebody watches by it; else it only checks: no session lingers for it, and it gives way. */
    final boolean watches;

    /** Where it hangs now; set before it is added there. */
    volatile @Nullable Session session;

    private final AtomicLong underWay = new AtomicLong();
    private boolean shows;
    private boolean missed;
    /** Read on the tap's loop, where it is set too. */
    private volatile boolean closed;

    Outlet(Tap tap, boolean watches) {
        this.tap = tap;
        this.watches = watches;
    }

    void showsPackets() {
        if (!shows) {
            shows = true;
            tell(tap::showsPackets);
        }
    }

    boolean shows() {
        return shows;
    }

    void bytes(ByteBuf bytes) {
        if (tap.loop().inEventLoop()) {
            if (!closed) {
                tap.bytes(bytes);
            }
            return;
        }
        int size = bytes.readableBytes();
        if (underWay.get() + size > MOST_BYTES) {
            missed = true;
            return;
        }
        if (missed) {
            missed = false;
            discontinuity();
        }
        underWay.addAndGet(size);
        ByteBuf copy = ByteBufAllocator.DEFAULT.directBuffer(size);
        copy.writeBytes(bytes, bytes.readerIndex(), size);
        try {
            tap.loop().execute(() -> hand(copy, size));
        } catch (RejectedExecutionException stopped) {
            copy.release();
        }
    }

    private void hand(ByteBuf copy, int size) {
        try {
            if (!closed) {
                tap.bytes(copy);
            }
        } finally {
            copy.release();
            underWay.addAndGet(-size);
        }
    }

    void discontinuity() {
        if (shows) {
            tell(tap::discontinuity);
        }
    }

    void lost(NoSignal why) {
        tell(() -> {
            closed = true;
            tap.lost(why);
        });
    }

    /** It hears no more, and its session may end. On the tap's loop. */
    void leave() {
        closed = true;
        // Read after closed is set, and added only where closed is not: one of the two sees the other.
        Session at = session;
        if (at != null) {
            at.left(this);
        }
    }

    boolean closed() {
        return closed;
    }

    private void tell(Runnable task) {
        if (tap.loop().inEventLoop()) {
            if (!closed) {
                task.run();
            }
            return;
        }
        try {
            tap.loop().execute(() -> {
                if (!closed) {
                    task.run();
                }
            });
        } catch (RejectedExecutionException stopped) {
            closed = true; // it is the end of the program
        }
    }
}
