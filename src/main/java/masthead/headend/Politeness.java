package masthead.headend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import masthead.format.page.RobotsTxt;

/** What is known of hosts we fetch pages from: what they forbid, and when they were last asked. Any thread. */
final class Politeness {
    private static final int MOST_HOSTS = 1000;
    private static final Duration ROBOTS_KEPT = Duration.ofHours(24); // RFC 9309, 2.4
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    private record Known(RobotsTxt robots, Instant at) {}

    private final Map<String, Known> robots = bounded();
    private final Map<String, Instant> next = bounded();
    private final Clock clock;

    Politeness(Clock clock) {
        this.clock = clock;
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > MOST_HOSTS;
            }
        };
    }

    /** What the host forbids; {@code fetched} is asked if that is not known, or was known too long ago. */
    RobotsTxt robots(String host, Supplier<RobotsTxt> fetched) {
        Instant now = clock.instant();
        synchronized (robots) {
            Known known = robots.get(host);
            if (known != null && known.at.plus(ROBOTS_KEPT).isAfter(now)) {
                return known.robots;
            }
        }
        RobotsTxt read = fetched.get();
        synchronized (robots) {
            robots.put(host, new Known(read, now));
        }
        return read;
    }

    /** Waits until this host may be asked again. */
    void await(String host, Duration interval, Optional<Duration> asked) {
        Duration longer = asked.filter(each -> each.compareTo(interval) > 0)
                .map(each -> each.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : each)
                .orElse(interval);
        Duration wait;
        synchronized (next) {
            Instant now = clock.instant();
            Instant turn = next.getOrDefault(host, now);
            Instant mine = turn.isAfter(now) ? turn : now;
            next.put(host, mine.plus(longer));
            wait = Duration.between(now, mine);
        }
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ListFailed("The reading was interrupted.");
        }
    }
}
