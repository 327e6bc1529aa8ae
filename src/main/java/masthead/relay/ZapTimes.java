package masthead.relay;

import java.time.Duration;

/**
 * How long viewers waited for their first key frame.
 *
 * @param kind "warm" where the channel was on air when they came, else "cold"
 * @param count since the start
 * @param median of the last 1,024; zero if there was none
 * @param percentile99 of the same
 */
public record ZapTimes(String kind, long count, Duration median, Duration percentile99) {}
