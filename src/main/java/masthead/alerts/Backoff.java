package masthead.alerts;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after a try that failed: twice as long each time, up to a limit, and shortened by up to half, so that many who failed
 * together do not come back together.
 *
 * @param chance from 0 to 1
 */
record Backoff(Duration first, Duration longest, DoubleSupplier chance) {
    /** After so many shifts any pause is above any limit; more would lose bits. */
    private static final int MOST_DOUBLINGS = 30;

    /** @param failed tries that failed so far, from 1 */
    Duration after(int failed) {
        long doubled = first.toMillis() << Math.min(failed - 1, MOST_DOUBLINGS);
        long pause = Math.min(longest.toMillis(), doubled);
        return Duration.ofMillis((long) (pause * (1 - chance.getAsDouble() / 2)));
    }
}
