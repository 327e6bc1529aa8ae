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

    /** Somebody in line. */
    private record Waiter(int most, Consumer<Slot> granted) {}

    private final Map<ProviderId, Set<Slot>> held = new HashMap<>();
    private final Map<ProviderId, Deque<Waiter>> lines = new HashMap<>();
    private final List<Consumer<ProviderId>> idlers = new CopyOnWriteArrayList<>();

    /**
     * Takes a slot now or as soon as one is free.
     *
     * @param most connections the provider allows; 0 means unlimited
     * @param granted called once with the slot, at once or later on the thread that freed it
     * @return leaves the line; of no effect once granted
     */
    public Runnable request(ProviderId provider, int most, Consumer<Slot> granted) {
        Waiter waiter = new Waiter(most, granted);
        Slot slot = null;
        synchronized (this) {
            if (free(provider, most)) {
                slot = take(provider);
            } else {
                lines.computeIfAbsent(provider, id -> new ArrayDeque<>()).add(waiter);
            }
        }
        if (slot != null) {
            granted.accept(slot);
            return () -> {};
        }
        idlers.forEach(each -> each.accept(provider));
        return () -> leave(provider, waiter);
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

    /** Whether somebody waits for a slot of this provider. */
    public synchronized boolean wanted(ProviderId provider) {
        return !lines.getOrDefault(provider, new ArrayDeque<>()).isEmpty();
    }

    private boolean free(ProviderId provider, int most) {
        return most <= 0 || held.getOrDefault(provider, Set.of()).size() < most;
    }

    private Slot take(ProviderId provider) {
        Slot slot = new Slot(provider);
        held.computeIfAbsent(provider, id -> new HashSet<>()).add(slot);
        return slot;
    }

    private void release(Slot slot) {
        List<Runnable> grants = new ArrayList<>();
        synchronized (this) {
            Set<Slot> mine = held.getOrDefault(slot.provider, Set.of());
            if (!mine.remove(slot)) {
                return;
            }
            Deque<Waiter> line = lines.getOrDefault(slot.provider, new ArrayDeque<>());
            while (!line.isEmpty() && free(slot.provider, line.peek().most())) {
                Waiter next = line.remove();
                Slot given = take(slot.provider);
                grants.add(() -> next.granted().accept(given));
            }
        }
        grants.forEach(Runnable::run);
    }

    private synchronized void leave(ProviderId provider, Waiter waiter) {
        lines.getOrDefault(provider, new ArrayDeque<>()).remove(waiter);
    }
}
