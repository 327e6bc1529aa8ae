package masthead.access;

import java.time.Instant;
import java.util.Optional;

/** A seat in {@link Seats}. */
final class Lease implements Seat {
    /** Where it is given back. */
    interface House {
        void firm(Lease seat);

        void release(Lease seat);
    }

    private final Subscriber subscriber;
    private final Device device;
    private final Content content;
    private final Instant since;
    private final House house;

    // Guarded by this.
    private boolean taken;
    private boolean closed;
    private Optional<Holder> holder = Optional.empty();

    Lease(Subscriber subscriber, Play play, Instant since, House house) {
        this.subscriber = subscriber;
        this.device = play.device();
        this.content = play.content();
        this.since = since;
        this.house = house;
    }

    @Override
    public SubscriberId subscriber() {
        return subscriber.id();
    }

    @Override
    public String username() {
        return subscriber.username();
    }

    @Override
    public Instant since() {
        return since;
    }

    Device device() {
        return device;
    }

    /** Whether the other shows the same thing on the same device: then both count as one. */
    boolean doubles(Lease other) {
        return content.equals(other.content) && device.same(other.device);
    }

    @Override
    public void heldBy(Holder whoever) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (!taken) {
                holder = Optional.of(whoever);
                return;
            }
        }
        whoever.leave();
    }

    @Override
    public void firm() {
        house.firm(this);
    }

    /** Takes the seat away from whoever holds it. It is out of the live set already. */
    void take() {
        Optional<Holder> left;
        synchronized (this) {
            if (taken || closed) {
                return;
            }
            taken = true;
            left = holder;
            holder = Optional.empty();
        }
        left.ifPresent(Holder::leave);
    }

    /** Whether somebody holds it who is still there. */
    boolean alive() {
        Optional<Holder> sitting;
        synchronized (this) {
            sitting = holder;
        }
        return sitting.filter(Holder::alive).isPresent();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            holder = Optional.empty();
        }
        house.release(this);
    }
}
