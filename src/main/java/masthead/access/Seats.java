package masthead.access;

import io.prometheus.metrics.core.metrics.Counter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import masthead.metrics.Metrics;

/**
 * All seats taken now: leases, not counters. The count is the size of the live set. Safe on any thread.
 *
 * <p>Over his limit a subscriber's newest connection wins. It is let in at once; who loses is a matter of {@link SeatRow}. A
 * loser at the same address ends after a grace, for a player may open the next channel before it closes the last; one at
 * another address ends with the newcomer's first media byte, or after the grace.
 */
public final class Seats {
    /** Runs something later. */
    interface Timer {
        /** @throws RejectedExecutionException if it has been stopped */
        void after(Duration time, Runnable task);
    }

    /** What is done about a limit. */
    record Policy(Duration grace, WhenFull whenFull) {}

    /** A newcomer who shows no picture yet is believed to be more than a probe when he has stayed for so long. */
    private static final Duration PROBE = Duration.ofMillis(250);

    /** A subscriber without seats has no entry. */
    private final ConcurrentHashMap<SubscriberId, SeatRow> rows = new ConcurrentHashMap<>();

    private final Lease.House house = new Lease.House() {
        @Override
        public void firm(Lease seat) {
            change(seat.subscriber(), row -> row.firm(seat, policy.grace().isZero()));
        }

        @Override
        public void release(Lease seat) {
            change(seat.subscriber(), row -> row.remove(seat));
        }
    };

    private final Policy policy;
    private final Timer timer;
    private final Clock clock;
    private final Counter replaced;

    Seats(Policy policy, Timer timer, Metrics metrics, Clock clock) {
        this.policy = policy;
        this.timer = timer;
        this.clock = clock;
        this.replaced =
                metrics.counter("masthead_seats_replaced_total", "Seats ended for a newer one or by an operator.");
        metrics.gauge("masthead_seats_taken", "Seats taken now.", this::taken);
    }

    /** His connections and sessions, those among them that show no picture yet or will end in a moment. */
    public int taken(SubscriberId subscriber) {
        return ask(subscriber, SeatRow::size);
    }

    public int taken() {
        return rows.keySet().stream().mapToInt(this::taken).sum();
    }

    /** How many of his seats show a picture; what shows the same on the same device counts once. */
    public int watching(SubscriberId subscriber) {
        return ask(subscriber, SeatRow::watching);
    }

    /** Who has seats. */
    Set<SubscriberId> holders() {
        return Set.copyOf(rows.keySet());
    }

    /** Gives {@code subscriber} a seat at once, at the cost of another of his where he is over his limit. */
    Optional<Lease> give(Subscriber subscriber, Play play) {
        Lease seat = new Lease(subscriber, play, clock.instant(), house);
        SeatRow.Outcome outcome = new SeatRow.Outcome();
        boolean[] refused = {false};
        rows.compute(subscriber.id(), (id, known) -> {
            SeatRow row = known == null ? new SeatRow() : known;
            refused[0] =
                    policy.whenFull() == WhenFull.REFUSE && row.needsAnothersSeat(seat, subscriber.maxConnections());
            if (!refused[0]) {
                add(outcome, row.add(seat, subscriber.maxConnections()));
            }
            return row.isEmpty() ? null : row;
        });
        settle(outcome);
        return refused[0] ? Optional.empty() : Optional.of(seat);
    }

    /** Takes the oldest seats of {@code subscriber} until he has no more than he may. */
    void fit(Subscriber subscriber) {
        change(subscriber.id(), row -> row.fit(subscriber.maxConnections()));
    }

    /** Takes all seats of a subscriber. */
    void takeAll(SubscriberId subscriber) {
        change(subscriber, SeatRow::clear);
    }

    /**
     * A provider has no connection left for somebody who waits. Whoever yields to a newcomer may hold one: he goes a moment
     * from now instead of after the whole grace.
     */
    public void hurry() {
        later(PROBE, () -> rows.keySet().forEach(id -> change(id, SeatRow::yieldNow)));
    }

    /**
     * Compares the seats with those who hold them, and frees the seats whose holder was found dead this time and the last.
     *
     * @param leaked called for each that is freed
     * @return seats without a living holder, before any was freed
     */
    public int sweep(Runnable leaked) {
        List<Lease> lost = new ArrayList<>();
        int dead = 0;
        for (SubscriberId each : rows.keySet()) {
            dead += ask(each, row -> row.countDead(lost));
        }
        for (Lease each : lost) {
            leaked.run();
            each.close();
        }
        return dead;
    }

    private int ask(SubscriberId subscriber, Function<SeatRow, Integer> question) {
        int[] answer = {0};
        rows.computeIfPresent(subscriber, (id, row) -> {
            answer[0] = question.apply(row);
            return row;
        });
        return answer[0];
    }

    private void change(SubscriberId subscriber, Function<SeatRow, SeatRow.Outcome> change) {
        SeatRow.Outcome outcome = new SeatRow.Outcome();
        rows.computeIfPresent(subscriber, (id, row) -> {
            add(outcome, change.apply(row));
            return row.isEmpty() ? null : row;
        });
        settle(outcome);
    }

    private static void add(SeatRow.Outcome all, SeatRow.Outcome more) {
        all.ended().addAll(more.ended());
        all.condemned().addAll(more.condemned());
    }

    /** Outside the map's locks: what the losers do is their own business. */
    private void settle(SeatRow.Outcome outcome) {
        for (Lease loser : outcome.ended()) {
            replaced.inc();
            loser.take();
        }
        Duration grace = policy.grace().compareTo(PROBE) < 0 ? PROBE : policy.grace();
        for (SeatRow.Condemned each : outcome.condemned()) {
            later(grace, () -> change(each.seat().subscriber(), row -> row.due(each)));
        }
    }

    private void later(Duration time, Runnable task) {
        try {
            timer.after(time, task);
        } catch (RejectedExecutionException closing) {
            task.run();
        }
    }
}
