package masthead.format.mpegts;

import java.util.Arrays;

/**
 * The time of a stream, told by its PCR (ISO/IEC 13818-1, 2.4.3.5), and how evenly it arrives.
 *
 * <p>It begins at zero and never goes back; a jump of the PCR does not move it. Where there is no PCR for a second, although
 * packets come, it goes on with the time of arrival. Not safe between threads.
 */
final class StreamClock {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1000 * MILLI;
    /** TR 101 290, 5.2.2: a PCR at least every 100 ms. */
    private static final long LONGEST_STEP = 27_000 * 100;

    private static final long LONGEST_GAP = 27_000_000;
    private static final long RANGE = (1L << 33) * 300;

    private final ErrorCounts errors;
    private long streamNanos;
    private long last = -1;
    private boolean jumpAllowed;
    /** Arrival time without a PCR, and without progress of it: only while packets came. */
    private long withoutPcrNanos;

    private long stuckNanos;
    private long borrowedNanos;
    private long missingNanos;
    private boolean expected;
    private boolean known;

    private final long[] earliest = new long[Monitor.RECENT_SECONDS];
    private final long[] latest = new long[Monitor.RECENT_SECONDS];
    private int second;
    private long originNanos;

    StreamClock(ErrorCounts errors) {
        this.errors = errors;
        reset();
    }

    /** Another stream begins; the time goes on. */
    void reset() {
        last = -1;
        jumpAllowed = false;
        withoutPcrNanos = 0;
        stuckNanos = 0;
        borrowedNanos = 0;
        missingNanos = 0;
        expected = false;
        known = false;
        Arrays.fill(earliest, Long.MAX_VALUE);
        Arrays.fill(latest, Long.MIN_VALUE);
    }

    /** The clock is on another PID from now on, or on none. */
    void moved(boolean toSomewhere) {
        last = -1;
        expected = toSomewhere;
        withoutPcrNanos = 0;
        missingNanos = 0;
    }

    long nanos() {
        return streamNanos;
    }

    /** Whether a PCR was seen at all. */
    boolean known() {
        return known;
    }

    /** How long packets have come without the PCR going on. */
    long stuckNanos() {
        return stuckNanos;
    }

    /** discontinuity_indicator on the clock's PID: the next PCR may be anything. */
    void allowJump() {
        jumpAllowed = true;
    }

    /** Packets came, this long after the ones before. */
    void waited(long nanos) {
        withoutPcrNanos += nanos;
        stuckNanos += nanos;
        if (withoutPcrNanos <= SECOND) {
            return;
        }
        streamNanos += nanos;
        borrowedNanos += nanos;
        missingNanos -= nanos;
        if (missingNanos <= 0) {
            missingNanos = SECOND;
            if (expected) {
                errors.count(Indicator.PCR_REPETITION_ERROR);
            }
        }
    }

    /** A PCR in 27 MHz arrived. */
    void tick(long pcr, long nowNanos) {
        long step = last < 0 ? 0 : Math.floorMod(pcr - last, RANGE);
        boolean jumped = step > LONGEST_GAP && !jumpAllowed;
        if (jumped) {
            errors.count(Indicator.PCR_DISCONTINUITY_INDICATOR_ERROR);
        } else if (step > 0 && !jumpAllowed) {
            if (step > LONGEST_STEP) {
                errors.count(Indicator.PCR_REPETITION_ERROR);
            }
            streamNanos += Math.max(0, step * 1000 / 27 - borrowedNanos);
            stuckNanos = 0;
        } else if (last < 0 || jumpAllowed) {
            stuckNanos = 0;
        }
        if (!known) {
            originNanos = nowNanos;
        }
        last = pcr;
        known = true;
        jumpAllowed = false;
        withoutPcrNanos = 0;
        borrowedNanos = 0;
        missingNanos = 0;
        long behind = nowNanos - originNanos - streamNanos;
        earliest[second] = Math.min(earliest[second], behind);
        latest[second] = Math.max(latest[second], behind);
    }

    /** A second of arrival is over. */
    void roll() {
        second = (second + 1) % earliest.length;
        earliest[second] = Long.MAX_VALUE;
        latest[second] = Long.MIN_VALUE;
    }

    /** From the PCR that came earliest to the one that came latest in the last seconds, each compared with its value. */
    long jitterNanos() {
        long first = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (int index = 0; index < earliest.length; index++) {
            first = Math.min(first, earliest[index]);
            end = Math.max(end, latest[index]);
        }
        return end < first ? 0 : end - first;
    }
}
