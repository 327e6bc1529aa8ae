package masthead.relay;

/**
 * How much of a channel its rings keep.
 *
 * <p>Bounded in bytes always; bounded in time as long as a whole group of pictures stays, from its key chunk on; and to that one
 * group when the budget of all channels is spent. Applied by the relay to its own ring; the branches follow, so that what the
 * budget counts is what memory holds.
 */
final class RingLimits {
    private final long mostBytes;
    private final long lengthNanos;
    private long leastNanos;
    private long floor = Long.MAX_VALUE;
    private final RingBudget budget;
    private long counted;

    RingLimits(RelaySettings settings, RingBudget budget) {
        this.mostBytes = settings.ringSize().bytes();
        this.lengthNanos = settings.ringLength().toNanos();
        this.budget = budget;
    }

    /** Keeps at least {@code nanos}, and what begins with chunk {@code from} even when the budget is spent. */
    void keep(long nanos, long from) {
        leastNanos = nanos;
        floor = from;
    }

    /** Drops what is too much from the relay's ring, and tells the budget; {@code nowNanos} is the newest chunk's birth. */
    void apply(Preroll ring, long nowNanos) {
        while (ring.bytes() > mostBytes && ring.next() - ring.oldest() > 1) {
            ring.dropBefore(ring.oldest() + 1);
        }
        long length = Math.max(lengthNanos, leastNanos);
        while (ring.oldest() < Math.min(ring.newestKey(), floor)
                && (budget.spent() || nowNanos - ring.get(ring.oldest()).bornNanos() > length)) {
            ring.dropBefore(ring.oldest() + 1);
            count(ring);
        }
        count(ring);
    }

    private void count(Preroll ring) {
        budget.add(ring.bytes() - counted);
        counted = ring.bytes();
    }

    /** The ring was cleared for good. */
    void close() {
        budget.add(-counted);
        counted = 0;
    }
}
