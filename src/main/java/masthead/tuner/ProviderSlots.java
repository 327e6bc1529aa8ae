package masthead.tuner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import masthead.catalog.Catalogs;
import masthead.catalog.ProviderId;

/**
 * The upstream connections each provider allows: leases held by open feeds.
 *
 * <p>The count is the size of the live set. Who finds none free waits in line; meanwhile those who hold one idly are asked to
 * let go. A connection that was closed counts for a moment longer, since providers notice late; that keeps nobody waiting
 * while others are free. Safe on any thread; the lock is held for a few instructions only.
 */
public final class ProviderSlots {
    /** Runs something later. */
    public interface Timer {
        /** @throws RejectedExecutionException if it has been stopped */
        void after(Duration time, Runnable task);
    }

    /** One connection's lease; closing it twice does no harm. */
    public final class Slot implements AutoCloseable {
        private final SlotAsk ask;
        private final int account;
        private volatile BooleanSupplier alive = () -> false;
        /** In how many sweeps its holder was found dead. */
        private int dead;

        private Slot(SlotAsk ask, int account) {
            this.ask = ask;
            this.account = account;
        }

        SlotAsk ask() {
            return ask;
        }

        /** The account to connect with; 0 is the main one. */
        public int account() {
            return account;
        }

        /**
         * Says how to tell whether its connection is still there; to be called at once, since the sweep takes a slot that nobody
         * holds for a lost one. {@code whether} is asked on any thread.
         */
        public void heldWhile(BooleanSupplier whether) {
            alive = whether;
        }

        @Override
        public void close() {
            release(this);
        }
    }

    /** Who holds or wants a connection, for operators. */
    public record Seen(Use use, int playing) {}

    /** An account as it is now; {@code settling} connections were closed a moment ago. */
    public record AccountSeen(int account, int allowed, int settling, List<Seen> holders) {}

    /** A provider as it is now. */
    public record PoolSeen(ProviderId provider, List<AccountSeen> accounts, List<Seen> waiting) {}

    private final Function<ProviderId, List<SlotPool.Allowance>> allowed;
    private final Duration settle;
    private final Timer timer;
    private final Map<ProviderId, SlotPool> pools = new HashMap<>();
    private final List<Consumer<ProviderId>> idlers = new CopyOnWriteArrayList<>();

    /**
     * One account for each provider, and nothing settles.
     *
     * @param allowed the connections a provider allows now; 0 means unlimited
     */
    public ProviderSlots(ToIntFunction<ProviderId> allowed) {
        this(
                id -> List.of(new SlotPool.Allowance(0, allowed.applyAsInt(id))),
                Duration.ZERO,
                (time, task) -> task.run());
    }

    ProviderSlots(Function<ProviderId, List<SlotPool.Allowance>> allowed, Duration settle, Timer timer) {
        this.allowed = allowed;
        this.settle = settle;
        this.timer = timer;
    }

    /** What the catalog says of each provider and its accounts. */
    public static ProviderSlots of(Catalogs catalogs, TunerSettings settings, Timer timer) {
        return new ProviderSlots(id -> Accounts.allowances(catalogs.current(), id), settings.slotSettle(), timer);
    }

    /** As {@link #request(SlotAsk, Consumer)}, for the main account and somebody who watches live. */
    public Runnable request(ProviderId provider, Consumer<Slot> granted) {
        return request(new SlotAsk(provider, Use.LIVE, 0, false), granted);
    }

    /**
     * Takes a slot now or as soon as one is free.
     *
     * @param granted called once with the slot, at once or later on the thread that freed it
     * @return leaves the line; of no effect once granted
     */
    public Runnable request(SlotAsk ask, Consumer<Slot> granted) {
        SlotPool.Waiter waiter = new SlotPool.Waiter(ask, granted);
        List<Runnable> grants;
        synchronized (this) {
            pool(ask.provider()).enqueue(waiter);
            grants = serve(ask.provider());
        }
        grants.forEach(Runnable::run);
        synchronized (this) {
            if (!pool(ask.provider()).waiting().contains(waiter)) {
                return () -> {};
            }
        }
        idlers.forEach(each -> each.accept(ask.provider()));
        return () -> leave(waiter);
    }

    /** Calls {@code idler} whenever somebody waits for a slot of a provider: who holds one idly should close it. */
    public void whenShort(Consumer<ProviderId> idler) {
        idlers.add(idler);
    }

    /** Slots held of one provider. */
    public synchronized int held(ProviderId provider) {
        return pool(provider).held().size();
    }

    /** Slots held in all. */
    public synchronized int held() {
        return pools.values().stream().mapToInt(each -> each.held().size()).sum();
    }

    /** Whether a slot of this provider could be taken and nobody would miss it. */
    public synchronized boolean spare(ProviderId provider) {
        return pool(provider).free(allowed.apply(provider), false).isPresent() && !wanted(provider);
    }

    /** Whether somebody waits for a slot of this provider. */
    public synchronized boolean wanted(ProviderId provider) {
        return !pool(provider).waiting().isEmpty();
    }

    /** What providers allow may have changed: serves those in line who can be now. */
    public void reconsider() {
        List<Runnable> grants = new ArrayList<>();
        synchronized (this) {
            List.copyOf(pools.keySet()).forEach(provider -> grants.addAll(serve(provider)));
        }
        grants.forEach(Runnable::run);
    }

    /** Who holds what. */
    public synchronized PoolSeen seen(ProviderId provider) {
        SlotPool pool = pool(provider);
        List<AccountSeen> accounts = allowed.apply(provider).stream()
                .map(each -> new AccountSeen(
                        each.account(),
                        each.most(),
                        pool.settling(each.account()),
                        pool.held().stream()
                                .filter(slot -> slot.account() == each.account())
                                .map(slot -> seen(slot.ask()))
                                .toList()))
                .toList();
        return new PoolSeen(
                provider,
                accounts,
                pool.waiting().stream().map(each -> seen(each.ask())).toList());
    }

    /**
     * Compares the slots with the connections that hold them, and frees those whose connection was found dead this time and the
     * last.
     *
     * @param leaked called for each that is freed
     * @return slots without a living connection, before any was freed
     */
    public int sweep(Runnable leaked) {
        int found = 0;
        List<Slot> lost = new ArrayList<>();
        for (Slot each : all()) {
            boolean alive = each.alive.getAsBoolean(); // not under the lock: it is somebody else's
            found += alive ? 0 : 1;
            synchronized (this) {
                each.dead = alive ? 0 : each.dead + 1;
                if (each.dead > 1) {
                    lost.add(each);
                }
            }
        }
        for (Slot each : lost) {
            leaked.run();
            each.close();
        }
        return found;
    }

    private synchronized Set<Slot> all() {
        Set<Slot> all = new HashSet<>();
        pools.values().forEach(each -> all.addAll(each.held()));
        return all;
    }

    private static Seen seen(SlotAsk ask) {
        return new Seen(ask.use(), ask.playing());
    }

    private SlotPool pool(ProviderId provider) {
        return pools.computeIfAbsent(provider, each -> new SlotPool());
    }

    private void release(Slot slot) {
        ProviderId provider = slot.ask.provider();
        boolean settles;
        List<Runnable> grants;
        synchronized (this) {
            SlotPool pool = pool(provider);
            if (!pool.held().remove(slot)) {
                return;
            }
            settles = !settle.isZero();
            if (settles) {
                pool.settle(slot.account);
            }
            grants = serve(provider);
        }
        grants.forEach(Runnable::run);
        if (settles) {
            settled(provider, slot.account);
        }
    }

    private void settled(ProviderId provider, int account) {
        Runnable then = () -> {
            List<Runnable> grants;
            synchronized (this) {
                pool(provider).settled(account);
                grants = serve(provider);
            }
            grants.forEach(Runnable::run);
        };
        try {
            timer.after(settle, then);
        } catch (RejectedExecutionException closing) {
            then.run();
        }
    }

    /** Takes slots for those in line; the grants are run by the caller, outside the lock. */
    private List<Runnable> serve(ProviderId provider) {
        SlotPool pool = pool(provider);
        List<Runnable> grants = new ArrayList<>();
        for (SlotPool.Waiter next : pool.waiting()) {
            OptionalInt account = pool.free(allowed.apply(provider), next.ask().pooled());
            if (account.isPresent()) {
                Slot given = new Slot(next.ask(), account.getAsInt());
                pool.held().add(given);
                pool.leave(next);
                grants.add(() -> next.granted().accept(given));
            }
        }
        return grants;
    }

    private synchronized void leave(SlotPool.Waiter waiter) {
        pool(waiter.ask().provider()).leave(waiter);
    }
}
