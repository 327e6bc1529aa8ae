package masthead.access;

/** All seats taken now: leases, not counters. The count is the size of the live set. Safe on any thread. */
public final class Seats {
    public int taken(SubscriberId subscriber) {
        throw new IllegalStateException("unwritten " + subscriber);
    }

    public int taken() {
        throw new IllegalStateException("unwritten");
    }
}
