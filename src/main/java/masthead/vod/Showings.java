package masthead.vod;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import masthead.access.Admission;
import masthead.access.Content;
import masthead.access.Device;
import masthead.access.Seat;
import masthead.access.SubscriberId;
import masthead.http.Exchange;
import masthead.metrics.Metrics;

/** The films that are being watched now. Safe on any thread; on virtual threads, for a seat may be waited for. */
final class Showings implements AutoCloseable {
    /** Runs something later; the task is quick. */
    interface Timer {
        /** @throws RejectedExecutionException if it has been stopped */
        void after(Duration time, Runnable task);
    }

    /**
     * Who watches what on what.
     *
     * @param subscriber absent for an operator
     */
    record Place(Optional<SubscriberId> subscriber, Content content, Device device) {
        boolean same(Place other) {
            return subscriber.equals(other.subscriber) && content.equals(other.content) && device.same(other.device);
        }
    }

    /** The answer to somebody who opens a range. */
    sealed interface Entry {
        record Open(Showing.Viewing viewing) implements Entry {}

        record Refused(Admission why) implements Entry {}
    }

    /** Held by whoever finds or makes a showing in this place. */
    private record Known(Place place, Showing showing) {}

    private final List<Known> all = new CopyOnWriteArrayList<>();
    private final ReentrantLock entering = new ReentrantLock();
    private final VodSettings settings;
    private final Timer timer;

    Showings(VodSettings settings, Timer timer, Metrics metrics) {
        this.settings = settings;
        this.timer = timer;
        metrics.gauge("masthead_vod_showings", "Films that are being watched.", all::size);
    }

    int size() {
        return all.size();
    }

    /**
     * Opens a range in {@code place}: in the showing that is there, else in a new one.
     *
     * @param admission asks for a seat; not called where there is a showing
     */
    Entry enter(Place place, Exchange exchange, Supplier<Admission> admission) {
        return joined(place, exchange, () -> switch (admission.get()) {
            case Admission.Granted(Seat seat, var _) -> open(place, exchange, Optional.of(seat));
            case Admission refused -> new Entry.Refused(refused);
        });
    }

    /** As {@link #enter}, for somebody who needs no seat. */
    Entry enterFreely(Place place, Exchange exchange) {
        return joined(place, exchange, () -> open(place, exchange, Optional.empty()));
    }

    private Entry joined(Place place, Exchange exchange, Supplier<Entry> otherwise) {
        // One at a time: a player opens several ranges at once, and they shall find one showing.
        entering.lock();
        try {
            for (Known each : all) {
                if (each.place().same(place)) {
                    Optional<Showing.Viewing> joined = each.showing().begin(exchange);
                    if (joined.isPresent()) {
                        return new Entry.Open(joined.get());
                    }
                }
            }
            return otherwise.get();
        } finally {
            entering.unlock();
        }
    }

    private Entry open(Place place, Exchange exchange, Optional<Seat> seat) {
        Showing[] made = new Showing[1];
        Showing showing = new Showing(seat, settings.turnPatience(), () -> linger(made[0]));
        made[0] = showing;
        Showing.Viewing viewing = showing.begin(exchange).orElseThrow();
        all.add(new Known(place, showing));
        seat.ifPresent(each -> each.heldBy(new Seat.Holder() {
            @Override
            public boolean alive() {
                return !showing.ended();
            }

            @Override
            public void leave() {
                Thread.startVirtualThread(() -> end(showing));
            }
        }));
        return new Entry.Open(viewing);
    }

    /** Its player has closed everything, and may open more in a moment. */
    private void linger(Showing showing) {
        if (settings.linger().isZero()) {
            end(showing);
            return;
        }
        Runnable look = () -> Thread.startVirtualThread(() -> {
            if (showing.idleFor(settings.linger())) {
                end(showing);
            }
        });
        try {
            timer.after(settings.linger().plusMillis(1), look);
        } catch (RejectedExecutionException closing) {
            end(showing);
        }
    }

    private void end(Showing showing) {
        showing.end();
        all.removeIf(each -> each.showing() == showing);
    }

    /** Somebody waits for a provider's connection: those that nobody reads from are given back. */
    void letGo() {
        if (!all.isEmpty()) {
            Thread.startVirtualThread(() -> all.forEach(each -> each.showing().letGo()));
        }
    }

    @Override
    public void close() {
        all.forEach(each -> end(each.showing()));
    }
}
