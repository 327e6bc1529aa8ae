package masthead.relay;

import java.util.concurrent.atomic.AtomicLong;

/** What all rings together may keep; safe on any thread. */
final class RingBudget {
    private final long limit;
    private final AtomicLong kept = new AtomicLong();

    RingBudget(long limit) {
        this.limit = limit;
    }

    void add(long bytes) {
        kept.addAndGet(bytes);
    }

    long kept() {
        return kept.get();
    }

    /** Whether that much more could be kept. */
    boolean hasRoomFor(long bytes) {
        return kept.get() + bytes <= limit;
    }

    /** Whether rings should shrink, and no new one begin. */
    boolean spent() {
        return kept.get() >= limit;
    }
}
