package masthead.access;

import java.time.Instant;

/**
 * One granted connection, or one session of many: a lease, given back by closing it, once or more often.
 *
 * <p>It is provisional until the first media byte: {@link #firm} tells. Whoever leaves before that has ended nobody's picture
 * by having come. Safe to use from any thread.
 */
public interface Seat extends AutoCloseable {
    /** A connection or session that sits on a seat. Called on any thread; must not block. */
    interface Holder {
        /**
         * Whether it still exists, so far as its socket or its clock can tell; not whether it remembers the seat. A seat whose
         * holder is dead is freed by the sweep, see {@link Seats#sweep}.
         */
        boolean alive();

        /** The seat was taken: end. Called at most once. */
        void leave();
    }

    SubscriberId subscriber();

    String username();

    Instant since();

    /**
     * Says who holds it; to be called at once, since the sweep takes a seat that nobody holds for a lost one. If the seat has
     * been taken already, the holder is told to leave in this call.
     */
    void heldBy(Holder holder);

    /** The first media byte is on its way. May be called more often. */
    void firm();

    @Override
    void close();
}
