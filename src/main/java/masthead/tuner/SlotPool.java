package masthead.tuner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The connections of one provider: who holds them, by account, and who stands in line. Not safe on threads: {@link ProviderSlots}
 * guards it.
 */
final class SlotPool {
    /** The connections that an account allows; 0 means unlimited. */
    record Allowance(int account, int most) {}

    /** Somebody in line. */
    record Waiter(SlotAsk ask, Consumer<ProviderSlots.Slot> granted) {}

    private final Set<ProviderSlots.Slot> held = new LinkedHashSet<>();
    /** Connections that were closed a moment ago, by account: the provider may count them still. */
    private final Map<Integer, Integer> settling = new HashMap<>();

    private final Deque<Waiter> line = new ArrayDeque<>();

    Set<ProviderSlots.Slot> held() {
        return held;
    }

    int held(int account) {
        return (int) held.stream().filter(each -> each.account() == account).count();
    }

    int settling(int account) {
        return settling.getOrDefault(account, 0);
    }

    void settle(int account) {
        settling.merge(account, 1, Integer::sum);
    }

    void settled(int account) {
        settling.computeIfPresent(account, (each, count) -> count > 1 ? count - 1 : null);
    }

    List<Waiter> waiting() {
        return List.copyOf(line);
    }

    void leave(Waiter waiter) {
        line.remove(waiter);
    }

    /** In line behind those of his urgency. */
    void enqueue(Waiter waiter) {
        if (waiter.ask().use() != Use.LIVE) {
            line.addLast(waiter);
            return;
        }
        List<Waiter> all = new ArrayList<>(line);
        int at = (int) all.stream().filter(each -> each.ask().use() == Use.LIVE).count();
        all.add(at, waiter);
        line.clear();
        line.addAll(all);
    }

    /** The first account with a free connection: the main one, or any where {@code pooled}. */
    OptionalInt free(List<Allowance> accounts, boolean pooled) {
        return accounts.stream()
                .filter(each -> pooled || each.account() == 0)
                .filter(each -> !full(each))
                .mapToInt(Allowance::account)
                .findFirst();
    }

    boolean full(Allowance account) {
        return account.most() > 0 && held(account.account()) + settling(account.account()) >= account.most();
    }
}
