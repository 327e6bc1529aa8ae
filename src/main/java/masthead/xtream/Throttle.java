package masthead.xtream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;

/**
 * Bounds how often one name asks from one address.
 *
 * <p>Wide enough for a player's start: some ask for the guide once for each visible channel, some send six lists at once
 * (docs/4-protocols/xtream.md, "Limits"). Safe on any thread.
 */
final class Throttle {
    /** Names and addresses remembered; the longest unused are forgotten, which only means a fresh allowance. */
    private static final int REMEMBERED = 10_000;

    private static final int LONGEST_NAME = 64;

    private record Asker(String name, String address) {}

    private final Cache<Asker, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final int perSecond;
    private final int burst;
    private final TimeMeter time;

    Throttle(XtreamSettings settings, Clock clock) {
        this.perSecond = settings.requestsPerSecond();
        this.burst = settings.requestBurst();
        this.time = new ClockMeter(clock);
    }

    /** Whether one more request of {@code name} from {@code address} may be answered; counts it. */
    boolean admits(String name, String address) {
        String known = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        return buckets.get(new Asker(known, address), asker -> full()).tryConsume(1);
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    private record ClockMeter(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return clock.millis() * 1_000_000;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
