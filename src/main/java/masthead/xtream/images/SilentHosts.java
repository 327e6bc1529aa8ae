package masthead.xtream.images;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts that do not answer. They are left alone for a while: to wait for each of their thousand pictures would keep all others from
 * theirs. Safe on any thread.
 */
final class SilentHosts {
    /** How long a host is left alone. */
    static final Duration REST = Duration.ofMinutes(1);

    /** Failures one after the other, none of them older than {@link #REST} when the next one comes. */
    static final int FAILURES = 3;

    private static final int MOST = 10_000;
    private static final Pattern HOST = Pattern.compile("^[a-z]+://([^/?#]*)", Pattern.CASE_INSENSITIVE);

    private final Cache<String, Integer> failures;

    SilentHosts(Clock clock) {
        this.failures = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(REST)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    boolean rests(String address) {
        Integer count = failures.getIfPresent(host(address));
        return count != null && count >= FAILURES;
    }

    void silent(String address) {
        failures.asMap().merge(host(address), 1, Integer::sum);
    }

    void answered(String address) {
        failures.invalidate(host(address));
    }

    private static String host(String address) {
        Matcher found = HOST.matcher(address);
        return found.find() ? found.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
