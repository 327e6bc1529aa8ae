package masthead.tuner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import masthead.catalog.ProviderId;

/**
 * The upstream connections each provider allows: leases held by open feeds.
 *
 * <p>The count is the size of the live set. Who finds none free waits in line; meanwhile those who hold one idly are asked to
 * let go. Safe on any thread; the lock is held for a few instructions only.
 */
public final class ProviderSlots {
    /** One connection's lease; closing it twice does no harm. */
    public final class Slot implements AutoCloseable {
        private final ProviderId provider;

        private Slot(ProviderId provider) {
            this.provider = provider;
        }

        @Override
        public void close() {
            release(this);
        }
    }

    private final ToIntFunction<ProviderId> allowed;
    private final Map<ProviderId, Set<Slot>> held = new HashMap<>();
    private final Map<ProviderId, Deque<Consumer<Slot>>> lines = new HashMap<>();
    private final List<Consumer<ProviderId>> idlers = new CopyOnWriteArrayList<>();

    /** @param allowed the connections a provider allows now; 0 means unlimited */
    public ProviderSlots(ToIntFunction<ProviderId> allowed) {
        this.allowed = allowed;
    }

    /**
     * Takes a slot now or as soon as one is free.
     *
     * @param granted called once with the slot, at once or later on the thread that freed it
     * @return leaves the line; of no effect once granted
     */
    public Runnable request(ProviderId provider, Consumer<Slot> granted) {
        Slot slot = null;
        synchronized (this) {
            if (free(provider)) {
                slot = take(provider);
            } else {
                lines.computeIfAbsent(provider, id -> new ArrayDeque<>()).add(granted);
            }
        }
        if (slot != null) {
            granted.accept(slot);
            return () -> {};
        }
        idlers.forEach(each -> each.accept(provider));
        return () -> leave(provider, granted);
    }

    /** Calls {@code idler} whenever somebody waits for a slot of a provider: who holds one idly should close it. */
    public void whenShort(Consumer<ProviderId> idler) {
        idlers.add(idler);
    }

    /** Slots held of one provider. */
    public synchronized int held(ProviderId provider) {
        return held.getOrDefault(provider, Set.of()).size();
    }

    /** Slots held in all. */
    public synchronized int held() {
        return held.values().stream().mapToInt(Set::size).sum();
    }

    /** Whether a slot of this provider could be taken and nobody would miss it. */
    public synchronized boolean spare(ProviderId provider) {
        return free(provider) && !wanted(provider);
    }

    /** Whether somebody waits for a slot of this provider. */
    public synchronized boolean wanted(ProviderId provider) {
        return !lines.getOrDefault(provider, new ArrayDeque<>()).isEmpty();
    }

    /** What providers allow may have changed: serves those in line who can be now. */
    public void reconsider() {
        List<Runnable> grants = new ArrayList<>();
        synchronized (this) {
            lines.keySet().forEach(provider -> grants.addAll(serve(provider)));
        }
        grants.forEach(Runnable::run);
    }

    private boolean free(ProviderId provider) {
        int most = allowed.applyAsInt(provider);
        return most <= 0 || held.getOrDefault(provider, Set.of()).size() < most;
    }

    private Slot take(ProviderId provider) {
        Slot slot = new Slot(provider);
        held.computeIfAbsent(provider, id -> new HashSet<>()).add(slot);
        return slot;
    }

    private void release(Slot slot) {
        List<Runnable> grants;
        synchronized (this) {
            if (!held.getOrDefault(slot.provider, Set.of()).remove(slot)) {
                return;
            }
            grants = serve(slot.provider);
        }
        grants.forEach(Runnable::run);
    }

    /** Takes slots for those in line; the grants are run by the caller, outside the lock. */
    private List<Runnable> serve(ProviderId provider) {
        List<Runnable> grants = new ArrayList<>();
        Deque<Consumer<Slot>> line = lines.getOrDefault(provider, new ArrayDeque<>());
        while (!line.isEmpty() && free(provider)) {
            Consumer<Slot> next = line.remove();
            Slot given = take(provider);
            grants.add(() -> next.accept(given));
        }
        return grants;
    }

    private synchronized void leave(ProviderId provider, Consumer<Slot> waiter) {
        lines.getOrDefault(provider, new ArrayDeque<>()).remove(waiter);
    }
}
