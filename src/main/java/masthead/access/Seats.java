package masthead.access;

import io.prometheus.metrics.core.metrics.Counter;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import masthead.metrics.Metrics;

/** All seats taken now: leases, not counters. The count is the size of the live set. Safe on any thread. */
public final class Seats {
    /** Oldest first; a subscriber without seats has no entry. */
    private final ConcurrentHashMap<SubscriberId, Deque<Lease>> live = new ConcurrentHashMap<>();

    private final Clock clock;
    private final Counter replaced;

    Seats(Metrics metrics, Clock clock) {
        this.clock = clock;
        this.replaced =
                metrics.counter("masthead_seats_replaced_total", "Seats ended for a newer one or by an operator.");
        metrics.gauge("masthead_seats_taken", "Seats taken now.", this::taken);
    }

    public int taken(SubscriberId subscriber) {
        int[] count = {0};
        live.computeIfPresent(subscriber, (id, seats) -> {
            count[0] = seats.size();
            return seats;
        });
        return count[0];
    }

    public int taken() {
        return live.keySet().stream().mapToInt(this::taken).sum();
    }

    /** Who has seats. */
    Set<SubscriberId> holders() {
        return Set.copyOf(live.keySet());
    }

    /** Gives {@code subscriber} a seat at once; over his limit his oldest ones are taken. */
    Lease give(Subscriber subscriber) {
        Lease seat = new Lease(subscriber, clock.instant(), this::release);
        List<Lease> losers = new ArrayList<>();
        live.compute(subscriber.id(), (id, seats) -> {
            Deque<Lease> all = seats == null ? new ArrayDeque<>(2) : seats;
            all.addLast(seat);
            shorten(all, subscriber.maxConnections(), losers);
            return all;
        });
        end(losers);
        return seat;
    }

    /** Takes the oldest seats of {@code subscriber} until he has no more than he may. */
    void fit(Subscriber subscriber) {
        List<Lease> losers = new ArrayList<>();
        live.computeIfPresent(subscriber.id(), (id, seats) -> {
            shorten(seats, subscriber.maxConnections(), losers);
            return seats;
        });
        end(losers);
    }

    /** Takes all seats of a subscriber. */
    void takeAll(SubscriberId subscriber) {
        List<Lease> losers = new ArrayList<>();
        live.computeIfPresent(subscriber, (id, seats) -> {
            losers.addAll(seats);
            return null;
        });
        end(losers);
    }

    private static void shorten(Deque<Lease> seats, int maxConnections, List<Lease> losers) {
        while (maxConnections > 0 && seats.size() > maxConnections) {
            losers.add(seats.removeFirst());
        }
    }

    /** Outside the map's locks: what the losers do is their own business. */
    private void end(List<Lease> losers) {
        for (Lease loser : losers) {
            replaced.inc();
            loser.take();
        }
    }

    private void release(Lease seat) {
        live.computeIfPresent(seat.subscriber(), (id, seats) -> {
            seats.remove(seat);
            return seats.isEmpty() ? null : seats;
        });
    }
}
