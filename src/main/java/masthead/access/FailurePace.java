package masthead.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How fast each address may try: freely until it has failed often, then one try per pause. Safe on any thread.
 *
 * <p>Every try costs a token, and a right one gives it back: so tries under way count, and one address cannot start a hundred
 * before the first has failed.
 */
final class FailurePace {
    private final LoadingCache<String, Bucket> buckets;

    FailurePace(AccessSettings settings, Clock clock) {
        TimeMeter meter = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
        buckets = Caffeine.newBuilder()
                .maximumSize(settings.remembered())
                .executor(Runnable::run)
                .build(address -> Bucket.builder()
                        .withCustomTimePrecision(meter)
                        .addLimit(limit ->
                                limit.capacity(settings.failureBurst()).refillGreedy(1, settings.failurePause()))
                        .build());
    }

    /** Takes a try of {@code address}, if it need not pause. */
    boolean take(String address) {
        return buckets.get(address).tryConsume(1);
    }

    /** Gives a try back: it was right, or it was none. */
    void giveBack(String address) {
        buckets.get(address).addTokens(1);
    }
}
