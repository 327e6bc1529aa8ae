package masthead.access;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** A seat in {@link Seats}. */
final class Lease implements Seat {
    private final SubscriberId subscriber;
    private final String username;
    private final Instant since;
    private final Consumer<Lease> release;

    private boolean taken;
    private boolean closed;
    private Optional<Runnable> leave = Optional.empty();

    /** @param release takes this seat out of the live set; may be called more than once */
    Lease(Subscriber subscriber, Instant since, Consumer<Lease> release) {
        this.subscriber = subscriber.id();
        this.username = subscriber.username();
        this.since = since;
        this.release = release;
    }

    @Override
    public SubscriberId subscriber() {
        return subscriber;
    }

    @Override
    public String username() {
        return username;
    }

    @Override
    public Instant since() {
        return since;
    }

    @Override
    public void whenTaken(Runnable leave) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (!taken) {
                this.leave = Optional.of(leave);
                return;
            }
        }
        leave.run();
    }

    /** Takes the seat away from whoever holds it. It is out of the live set already. */
    void take() {
        Optional<Runnable> left;
        synchronized (this) {
            if (taken || closed) {
                return;
            }
            taken = true;
            left = leave;
            leave = Optional.empty();
        }
        left.ifPresent(Runnable::run);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            leave = Optional.empty();
        }
        release.accept(this);
    }
}
