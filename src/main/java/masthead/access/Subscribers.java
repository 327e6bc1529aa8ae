package masthead.access;

import java.util.List;
import java.util.Optional;

/** The subscribers: kept in the database, and in memory for the turnstile. Changes block; on a virtual thread. */
public final class Subscribers {
    public List<Subscriber> all() {
        throw new IllegalStateException("unwritten");
    }

    public Optional<Subscriber> find(SubscriberId id) {
        throw new IllegalStateException("unwritten " + id);
    }

    public Optional<Subscriber> named(String username) {
        throw new IllegalStateException("unwritten " + username);
    }

    /** @throws RefusedName if the name is taken, empty, or would be swallowed by one of our routes */
    public Subscriber add(NewSubscriber subscriber) {
        throw new IllegalStateException("unwritten " + subscriber);
    }

    /** @throws NoSuchSubscriber if there is none with this id */
    public Subscriber edit(SubscriberEdit edit) {
        throw new IllegalStateException("unwritten " + edit);
    }

    /**
     * Removes him and ends what he is watching.
     *
     * @throws NoSuchSubscriber if there is none with this id
     */
    public void remove(SubscriberId id) {
        throw new IllegalStateException("unwritten " + id);
    }
}
