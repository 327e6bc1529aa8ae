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
    private final RingBudget budget;
    private long counted;

    RingLimits(RelaySettings settings, RingBudget budget) {
        this.mostBytes = settings.ringSize().bytes();
        this.lengthNanos = settings.ringLength().toNanos();
        this.budget = budget;
    }

    /** Drops what is too much from the relay's ring, and tells the budget; {@code nowNanos} is the newest chunk's birth. */
    void apply(Preroll ring, long nowNanos) {
        while (ring.bytes() > mostBytes && ring.next() - ring.oldest() > 1) {
            ring.dropBefore(ring.oldest() + 1);
        }
        while (ring.oldest() < ring.newestKey()
                && (budget.spent() || nowNanos - ring.get(ring.oldest()).bornNanos() > lengthNanos)) {
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
