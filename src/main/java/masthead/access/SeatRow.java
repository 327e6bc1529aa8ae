package masthead.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The seats of one subscriber, and which of them must yield to which newer one.
 *
 * <p>Over the limit a seat is condemned: it yields to the newcomer, and goes when the newcomer's picture is there or when its
 * grace is over, whichever its place says. Should the newcomer leave before, it is pardoned. There are never more seats than
 * the limit and one. Not safe on threads: {@link Seats} guards each row.
 */
final class SeatRow {
    /** A seat that goes when its grace is over, if it yields to the same one still. */
    record Condemned(Lease seat, Lease to) {}

    /** What a change led to: seats to end now, which are out of the row, and seats whose grace begins. */
    record Outcome(List<Lease> ended, List<Condemned> condemned) {
        Outcome() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Oldest first. */
    private final List<Lease> all = new ArrayList<>(2);

    private final Set<Lease> firm = new HashSet<>();
    /** Who yields, and to whom. */
    private final Map<Lease, Lease> yields = new HashMap<>();
    /** In how many sweeps each was found dead. */
    private final Map<Lease, Integer> dead = new HashMap<>();
    /** Seats he may have; 0 means unlimited. */
    private int limit;

    boolean isEmpty() {
        return all.isEmpty();
    }

    int size() {
        return all.size();
    }

    /** Pictures shown: firm seats that do not go, those of one content on one device counted once. */
    int watching() {
        List<Lease> counted = new ArrayList<>();
        for (Lease each : all) {
            boolean shows = firm.contains(each) && !yields.containsKey(each);
            if (shows && counted.stream().noneMatch(each::doubles)) {
                counted.add(each);
            }
        }
        return counted.size();
    }

    /** Whether {@code newcomer} can only come in at the cost of a seat at another address. */
    boolean needsAnothersSeat(Lease newcomer, int most) {
        if (most <= 0 || staying().size() < most) {
            return false;
        }
        return !loser(newcomer).device().sameAddress(newcomer.device());
    }

    Outcome add(Lease newcomer, int most) {
        Outcome outcome = new Outcome();
        limit = most;
        all.add(newcomer);
        condemn(newcomer, outcome);
        while (limit > 0 && all.size() > limit + 1) {
            Lease first = firstToGo(newcomer);
            orphansOf(first).forEach(each -> {
                yields.put(each, newcomer);
                outcome.condemned().add(new Condemned(each, newcomer));
            });
            end(first, outcome);
        }
        outcome.condemned().removeIf(each -> !all.contains(each.seat()));
        return outcome;
    }

    /**
     * Its picture is there: of those who yield to it, its double goes and those at other addresses do.
     *
     * @param everybody and those who would have a grace
     */
    Outcome firm(Lease seat, boolean everybody) {
        Outcome outcome = new Outcome();
        if (all.contains(seat) && firm.add(seat)) {
            List<Lease> going = orphansOf(seat).stream()
                    .filter(each ->
                            everybody || each.doubles(seat) || !each.device().sameAddress(seat.device()))
                    .toList();
            going.forEach(each -> end(each, outcome));
        }
        return outcome;
    }

    /** The grace of {@code sentence} is over. */
    Outcome due(Condemned sentence) {
        Outcome outcome = new Outcome();
        if (sentence.to().equals(yields.get(sentence.seat()))) {
            end(sentence.seat(), outcome);
        }
        return outcome;
    }

    /** The holder of {@code seat} left: who yielded to it may stay, if there is room; else somebody yields to the next. */
    Outcome remove(Lease seat) {
        Outcome outcome = new Outcome();
        if (!all.contains(seat)) {
            return outcome;
        }
        List<Lease> orphans = orphansOf(seat);
        drop(seat);
        orphans.forEach(yields::remove);
        List<Lease> staying = staying();
        for (int i = all.size() - 1; i >= 0 && (limit <= 0 || staying.size() < limit); i--) {
            if (yields.remove(all.get(i)) != null) {
                staying = staying();
            }
        }
        if (!staying.isEmpty()) {
            condemn(staying.getLast(), outcome);
        }
        return outcome;
    }

    /** Those who yield go now. */
    Outcome yieldNow() {
        Outcome outcome = new Outcome();
        List.copyOf(yields.keySet()).forEach(each -> end(each, outcome));
        return outcome;
    }

    /** No grace any more, and no more seats than {@code most}; the oldest go. */
    Outcome fit(int most) {
        Outcome outcome = yieldNow();
        limit = most;
        while (limit > 0 && all.size() > limit) {
            end(all.getFirst(), outcome);
        }
        return outcome;
    }

    Outcome clear() {
        Outcome outcome = new Outcome();
        List.copyOf(all).forEach(each -> end(each, outcome));
        return outcome;
    }

    /** Seats whose holders are found dead; the second time in a row they are put into {@code lost}. */
    int countDead(List<Lease> lost) {
        int found = 0;
        for (Lease each : all) {
            if (each.alive()) {
                dead.remove(each);
            } else {
                found++;
                if (dead.merge(each, 1, Integer::sum) > 1) {
                    lost.add(each);
                }
            }
        }
        return found;
    }

    private List<Lease> staying() {
        return all.stream().filter(each -> !yields.containsKey(each)).toList();
    }

    private void condemn(Lease newcomer, Outcome outcome) {
        while (limit > 0 && staying().size() > limit) {
            Lease loser = loser(newcomer);
            yields.put(loser, newcomer);
            outcome.condemned().add(new Condemned(loser, newcomer));
        }
    }

    /**
     * Who yields to {@code newcomer}: first who shows the same on the same device, then one of any two who do, then the same
     * device, the same address, anybody; of equals the oldest.
     */
    private Lease loser(Lease newcomer) {
        List<Lease> others =
                staying().stream().filter(each -> !each.equals(newcomer)).toList();
        return others.stream()
                .filter(each -> each.doubles(newcomer))
                .findFirst()
                .or(() -> others.stream()
                        .filter(each -> others.stream()
                                .anyMatch(other -> !other.equals(each) && firm.contains(other) && each.doubles(other)))
                        .findFirst())
                .or(() -> others.stream()
                        .filter(each -> each.device().same(newcomer.device()))
                        .findFirst())
                .or(() -> others.stream()
                        .filter(each -> each.device().sameAddress(newcomer.device()))
                        .findFirst())
                .orElseGet(others::getFirst);
    }

    /** Of those condemned: whose successor shows a picture, else who shows none himself, else the oldest. */
    private Lease firstToGo(Lease newcomer) {
        List<Lease> condemned = all.stream().filter(yields::containsKey).toList();
        return condemned.stream()
                .filter(each -> Optional.ofNullable(yields.get(each))
                        .filter(firm::contains)
                        .isPresent())
                .findFirst()
                .or(() -> condemned.stream()
                        .filter(each -> !firm.contains(each) && !each.equals(newcomer))
                        .findFirst())
                .orElseGet(condemned::getFirst);
    }

    private List<Lease> orphansOf(Lease seat) {
        return all.stream().filter(each -> seat.equals(yields.get(each))).toList();
    }

    private void end(Lease seat, Outcome outcome) {
        drop(seat);
        outcome.ended().add(seat);
    }

    private void drop(Lease seat) {
        all.remove(seat);
        firm.remove(seat);
        yields.remove(seat);
        dead.remove(seat);
    }
}
