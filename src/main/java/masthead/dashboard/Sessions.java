package masthead.dashboard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The operators' sessions: in memory, under digests of what the browsers hold, and gone with the process
 * (docs/decisions/0016). Safe on any thread; never blocks.
 */
final class Sessions {
    /** More than anybody needs, and too few to fill memory with. */
    private static final int MOST = 1000;

    private static final int BYTES = 32;

    private final DashboardSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<ByteBuffer, Session> sessions =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** A session and what its browser is to hold. */
    record Opened(String secret, Session session) {}

    Sessions(DashboardSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Opened open(String operator) {
        String secret = secret();
        Session session = new Session(operator, secret(), clock.instant());
        sessions.put(digest(secret), session);
        return new Opened(secret, session);
    }

    /** The session of a browser that holds {@code secret}, if it has not expired. */
    Optional<Session> find(String secret) {
        ByteBuffer digest = digest(secret);
        Optional<Session> session = Optional.ofNullable(sessions.getIfPresent(digest));
        if (session.isPresent() && expired(session.get())) {
            sessions.invalidate(digest);
            return Optional.empty();
        }
        return session;
    }

    /** Whether {@code session} is still one: not ended, not expired. */
    boolean lasts(Session session) {
        return sessions.asMap().containsValue(session) && !expired(session);
    }

    void use(Session session) {
        session.use(clock.instant());
    }

    void end(Session session) {
        sessions.asMap().values().removeIf(each -> each == session);
    }

    /** Ends all sessions of an operator, but this one. */
    void endOthers(String operator, Optional<Session> kept) {
        sessions.asMap()
                .values()
                .removeIf(each -> each.operator().equals(operator)
                        && kept.filter(mine -> mine == each).isEmpty());
    }

    private boolean expired(Session session) {
        Instant now = clock.instant();
        return now.isAfter(session.used().plus(settings.sessionIdle()))
                || now.isAfter(session.since().plus(settings.sessionLongest()));
    }

    private String secret() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static ByteBuffer digest(String secret) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
