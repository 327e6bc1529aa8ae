package masthead.dashboard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import masthead.access.Credentials;

/** Logins whose password was right and whose code is to come: in memory, for five minutes. Safe on any thread. */
final class HalfLogins {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST = 1000;
    private static final int BYTES = 32;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Half> halves =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    private record Half(Credentials credentials, Instant at) {}

    HalfLogins(Clock clock) {
        this.clock = clock;
    }

    /** A ticket for the other half. */
    String begin(Credentials credentials) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        halves.put(ticket, new Half(credentials, clock.instant()));
        return ticket;
    }

    /** What was right when the ticket was given; it is to be looked at again, because it may have changed. */
    Optional<Credentials> find(String ticket) {
        return Optional.ofNullable(halves.getIfPresent(ticket))
                .filter(each -> !each.at().plus(LONGEST).isBefore(clock.instant()))
                .map(Half::credentials);
    }

    void end(String ticket) {
        halves.invalidate(ticket);
    }
}
