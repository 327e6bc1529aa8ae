package masthead.tuner;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** Gives a slot back when its connection is closed, and not before: the next who gets it connects at once. */
final class Handover {
    /** A connection that does not say that it is closed counts as closed then. */
    private static final long PATIENCE_MILLIS = 2000;

    private Handover() {}

    /** Closes {@code signal} and then {@code slot}; on {@code loop}, where the signal lives. */
    static void close(Signal signal, ProviderSlots.Slot slot, EventLoop loop) {
        signal.close();
        loop.schedule(slot::close, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        signal.whenClosed(slot::close);
    }
}
