package masthead.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import masthead.config.Secret;
import masthead.database.VaultLocked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The code of an authenticator that operators may ask of themselves beside the password. Blocks; on a virtual thread.
 *
 * <p>Wrong codes slow their address down as wrong passwords do. Six digits are few, and addresses are many: so after a few wrong ones in a row
 * no code of this operator is looked at for a while, and longer after each further one.
 */
public final class SecondFactors {
    private static final Logger log = LoggerFactory.getLogger(SecondFactors.class);
    private static final Duration TO_CONFIRM = Duration.ofMinutes(10);
    private static final int KEY_BYTES = 20; // as long as the hash: RFC 4226, 4
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;
    private static final int FREE_TRIES = 5;
    private static final Duration FIRST_LOCK = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6; // of a minute: an hour and four minutes

    private final FactorTable table;
    private final Passwords passwords;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Pending> pending = new HashMap<>();
    private final Map<String, Tries> tries = new HashMap<>();
    private volatile Map<String, Instant> on;

    /**
     * What an authenticator has to be told.
     *
     * @param key in base 32, to be typed
     * @param address {@code otpauth://...}, to be scanned
     */
    public record Enrolment(Secret key, Secret address) {}

    /** The answer to "is this his code?" */
    public sealed interface Verdict {
        record Right() implements Verdict {}

        record Wrong() implements Verdict {}

        /** No code is looked at before that. */
        record Locked(Duration pause) implements Verdict {}
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pending(byte[] key, Instant at) {}

    private record Tries(int wrong, Instant lockedUntil) {}

    SecondFactors(FactorTable table, Passwords passwords, Clock clock) {
        this.table = table;
        this.passwords = passwords;
        this.clock = clock;
        this.on = table.all();
    }

    /** Whether this operator needs a code; never blocks. */
    public boolean on(String operator) {
        return on.containsKey(operator);
    }

    /** Since when, if it is on; never blocks. */
    public Optional<Instant> since(String operator) {
        return Optional.ofNullable(on.get(operator));
    }

    /** How many recovery codes are left. */
    public int recoveryLeft(String operator) {
        return table.recoveryLeft(operator);
    }

    /** A key to be confirmed by a code of it; the same until it is, or ten minutes have passed. */
    public synchronized Enrolment begin(String operator) {
        Instant now = clock.instant();
        pending.values().removeIf(each -> each.at().plus(TO_CONFIRM).isBefore(now));
        Pending kept = pending.computeIfAbsent(operator, any -> new Pending(bytes(KEY_BYTES), now));
        String key = Totp.base32(kept.key());
        String label = "Masthead:"
                + URLEncoder.encode(operator, StandardCharsets.UTF_8).replace("+", "%20");
        return new Enrolment(
                new Secret(key), new Secret("otpauth://totp/" + label + "?secret=" + key + "&issuer=Masthead"));
    }

    /**
     * Switches it on, if {@code code} is one of the key that {@link #begin} gave.
     *
     * @return recovery codes, each good once instead of a code: the one time that they are known
     * @throws IllegalArgumentException if it is not
     * @throws masthead.catalog.PasswordNotKept if the key cannot be encrypted
     */
    public synchronized List<Secret> turnOn(String operator, String code) {
        Instant now = clock.instant();
        Pending kept = pending.get(operator);
        if (kept == null || kept.at().plus(TO_CONFIRM).isBefore(now)) {
            throw new IllegalArgumentException("That took too long: scan the new key, and confirm it by its code.");
        }
        OptionalLong step = Totp.fits(kept.key(), plain(code), now);
        if (step.isEmpty()) {
            throw new IllegalArgumentException(
                    "That is not the code of this key. Is the clock of your device right? Ours says " + now + ".");
        }
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            codes.add(String.join("-", Totp.base32(bytes(RECOVERY_BYTES)).split("(?<=\\G.{4})")));
        }
        String key = Base64.getEncoder().encodeToString(kept.key());
        table.put(
                operator,
                key,
                step.getAsLong(),
                codes.stream().map(SecondFactors::hash).toList(),
                now);
        pending.remove(operator);
        on = table.all();
        log.atInfo().addKeyValue("operator", operator).log("Second factor switched on");
        return codes.stream().map(Secret::new).toList();
    }

    /**
     * Switches it off; who may is for the caller to know.
     *
     * @throws IllegalArgumentException if it is not on
     */
    public synchronized void turnOff(String operator) {
        if (!on(operator)) {
            throw new IllegalArgumentException("'" + operator + "' has no second factor.");
        }
        table.remove(operator, clock.instant());
        tries.remove(operator);
        on = table.all();
        log.atInfo().addKeyValue("operator", operator).log("Second factor switched off");
    }

    /** He is no operator any more; another of his name begins without. */
    synchronized void forget(String operator) {
        pending.remove(operator);
        tries.remove(operator);
        on = table.all();
    }

    /** Whether this is a code of his now, or a recovery code; either is good once. */
    public synchronized Verdict judge(String operator, String code, String address) {
        Instant now = clock.instant();
        Tries before = tries.getOrDefault(operator, new Tries(0, Instant.MIN));
        if (before.lockedUntil().isAfter(now)) {
            return new Verdict.Locked(Duration.between(now, before.lockedUntil()));
        }
        if (right(operator, plain(code), now)) {
            tries.remove(operator);
            return new Verdict.Right();
        }
        Optional<Duration> slowed = passwords.wrong(address);
        int wrong = before.wrong() + 1;
        Duration lock = wrong < FREE_TRIES
                ? slowed.orElse(Duration.ZERO)
                : FIRST_LOCK.multipliedBy(1L << Math.min(wrong - FREE_TRIES, MOST_DOUBLINGS));
        tries.put(operator, new Tries(wrong, now.plus(lock)));
        if (wrong >= FREE_TRIES) {
            log.atWarn()
                    .addKeyValue("operator", operator)
                    .addKeyValue("wrong", wrong)
                    .log("Wrong codes in a row");
        }
        return new Verdict.Wrong();
    }

    private boolean right(String operator, String code, Instant now) {
        if (!on(operator)) {
            return false;
        }
        if (code.length() != 6) {
            return table.useRecovery(operator, hash(code), now);
        }
        try {
            OptionalLong step = table.key(operator)
                    .map(key -> Totp.fits(Base64.getDecoder().decode(key), code, now))
                    .orElse(OptionalLong.empty());
            return step.isPresent() && table.use(operator, step.getAsLong());
        } catch (VaultLocked e) {
            log.atError()
                    .setCause(e)
                    .addKeyValue("operator", operator)
                    .log("A second factor cannot be decrypted; recovery codes work");
            return false;
        }
    }

    /** As it is reckoned with: people type blanks and hyphens, and small letters. */
    private static String plain(String code) {
        return code.length() > 100 ? "" : code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** They are 80 random bits: a fast hash of them is enough. */
    private static String hash(String recovery) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(plain(recovery).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
