package masthead.format.mpegts;

/**
 * Something that has to come again within a time of the stream.
 *
 * <p>The stream's time is known at each PCR and not in between, so what came is taken to have come as late as it may have: an
 * interval is never measured too long, and at most one PCR interval too short. Not safe between threads.
 */
final class Recurring {
    private final long limitNanos;
    private boolean expected;
    private boolean came;
    private long lastNanos;

    Recurring(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /** From now on it has to come. */
    void expect(long streamNanos) {
        if (!expected) {
            expected = true;
            lastNanos = streamNanos;
        }
    }

    void came() {
        expected = true;
        came = true;
    }

    /** It is not expected any more, until it comes or is expected again. */
    void reset() {
        expected = false;
        came = false;
    }

    /** Whether it is overdue at {@code streamNanos}; told once for each time it might have come. */
    boolean overdue(long streamNanos) {
        if (came) {
            came = false;
            lastNanos = streamNanos;
            return false;
        }
        if (!expected || streamNanos - lastNanos <= limitNanos) {
            return false;
        }
        lastNanos = streamNanos;
        return true;
    }
}
