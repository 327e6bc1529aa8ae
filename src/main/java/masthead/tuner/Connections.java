package masthead.tuner;

import io.netty.channel.EventLoop;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Signals that hold slots, and how slots are given back: not before the sockets are closed, so that the next can connect. */
final class Connections {
    /** A socket that does not say that it is closed counts as closed then. */
    private static final long PATIENCE_MILLIS = 2000;

    private final Set<Signal> held = ConcurrentHashMap.newKeySet();

    /** Signals that are open, or whose sockets are not known to be closed; on any thread. */
    int open() {
        held.removeIf(each -> !each.connected());
        return held.size();
    }

    /** {@code signal} was opened with {@code slot}; on the signal's loop. */
    void hold(ProviderSlots.Slot slot, Signal signal) {
        slot.heldWhile(signal::connected);
        held.add(signal);
    }

    /** Closes {@code signal} and then {@code slot}; on {@code loop}, where the signal lives. */
    void handOver(Signal signal, ProviderSlots.Slot slot, EventLoop loop) {
        signal.close();
        inTime(slot, loop, signal::whenClosed);
    }

    /** Closes {@code slot} when none of {@code calls} is open any more; on {@code loop}, where they live. */
    static void handOver(OpenCalls calls, ProviderSlots.Slot slot, EventLoop loop) {
        inTime(slot, loop, calls::whenNone);
    }

    private static void inTime(ProviderSlots.Slot slot, EventLoop loop, Consumer<Runnable> whenClosed) {
        var late = loop.schedule(slot::close, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        whenClosed.accept(() -> {
            late.cancel(false);
            slot.close();
        });
    }
}
