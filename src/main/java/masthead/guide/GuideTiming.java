package masthead.guide;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a guide is read, and what its times mean.
 *
 * @param refresh after how long it is read again by itself, 5 minutes to 30 days; absent for only when asked
 * @param correction added to every time of it, at most a day either way
 * @param zone what is meant by times without an offset
 */
public record GuideTiming(Optional<Duration> refresh, Duration correction, ZoneId zone) {
    private static final Duration SOONEST = Duration.ofMinutes(5);
    private static final Duration LATEST = Duration.ofDays(30);
    private static final Duration MOST_CORRECTION = Duration.ofDays(1);

    /** Read when asked, as it stands, in UTC. After the bounds, or it would be held against none. */
    public static final GuideTiming ON_REQUEST = new GuideTiming(Optional.empty(), Duration.ZERO, ZoneId.of("UTC"));

    /** @throws IllegalArgumentException if a value is out of bounds, telling which */
    public GuideTiming {
        refresh.ifPresent(each -> {
            if (each.compareTo(SOONEST) < 0 || each.compareTo(LATEST) > 0) {
                throw new IllegalArgumentException("a guide is read again after " + SOONEST.toSeconds() + " to "
                        + LATEST.toSeconds() + " seconds");
            }
        });
        if (correction.abs().compareTo(MOST_CORRECTION) > 0) {
            throw new IllegalArgumentException("a correction is at most a day either way");
        }
    }
}
