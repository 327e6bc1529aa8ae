package masthead.access;

import java.time.Instant;

/**
 * One granted connection: a lease held by the socket and given back by closing it, once or more often.
 *
 * <p>Safe to use from any thread.
 */
public interface Seat extends AutoCloseable {
    SubscriberId subscriber();

    String username();

    Instant since();

    /**
     * What to do when a newer connection of the same subscriber takes this seat: end the connection. Called at most once, on
     * any thread; at once if it has been taken already.
     */
    void whenTaken(Runnable leave);

    @Override
    void close();
}
