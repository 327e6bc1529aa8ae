package masthead.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names and passwords that were lately found right or wrong, as digests under a key that dies with this process.
 *
 * <p>A verdict is kept with the hash it was found against and counts only while that hash is on file. So a changed password,
 * a renamed or removed subscriber, or a new one who takes a name that was unknown need no clearing. Right and wrong
 * pairs are kept apart: a flood of wrong ones pushes no right one out. Safe on any thread.
 */
final class KnownPairs {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String NOBODY = "";

    private final SecretKeySpec key;
    private final Cache<ByteBuffer, String> right;
    private final Cache<ByteBuffer, String> wrong;

    KnownPairs(AccessSettings settings, Clock clock) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
        Ticker ticker = () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
        right = Caffeine.newBuilder()
                .maximumSize(settings.remembered())
                .expireAfterAccess(settings.rememberRight())
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        wrong = Caffeine.newBuilder()
                .maximumSize(settings.remembered())
                .expireAfterWrite(settings.rememberWrong())
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** What the pair of {@code claim} is kept under. */
    ByteBuffer digest(Claim claim) {
        try {
            byte[] name = claim.credentials().username().getBytes(StandardCharsets.UTF_8);
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((byte) claim.realm().mark());
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, name.length));
            mac.update(name);
            mac.update(claim.credentials().password().value().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether the pair is right, if it was found out lately. */
    Optional<Boolean> verdict(ByteBuffer digest, Optional<String> onFile) {
        String hash = onFile.orElse(NOBODY);
        if (hash.equals(right.getIfPresent(digest))) {
            return Optional.of(true);
        }
        return hash.equals(wrong.getIfPresent(digest)) ? Optional.of(false) : Optional.empty();
    }

    void remember(ByteBuffer digest, Optional<String> onFile, boolean fits) {
        (fits ? right : wrong).put(digest, onFile.orElse(NOBODY));
    }
}
