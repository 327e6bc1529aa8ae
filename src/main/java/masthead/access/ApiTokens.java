package masthead.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import masthead.config.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What programs log in with in the name of operators. Blocks; on a virtual thread.
 *
 * <p>A token is {@code mht_} and 256 random bits, so a fast hash of it is kept: nobody guesses it, and nobody who reads the database can
 * use it. It may what its scopes reach and its operator may, and ends with him.
 */
public final class ApiTokens {
    /** What every token begins with, so that programs that look for leaked secrets find it. */
    public static final String PREFIX = "mht_";

    private static final Logger log = LoggerFactory.getLogger(ApiTokens.class);
    private static final int BYTES = 32;
    private static final int MOST = 50;
    /** Last uses are written no more often than this. */
    private static final Duration COARSE = Duration.ofMinutes(10);

    private final ApiTokenTable table;
    private final Operators operators;
    private final Passwords passwords;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock changing = new ReentrantLock();
    /** By hash, oldest first; replaced as a whole. */
    private volatile Map<String, ApiToken> tokens;

    /** A token that was just made: the one time that it is known. */
    public record Made(ApiToken token, Secret secret) {}

    /** The answer to "whose token is this?" */
    public sealed interface Verdict {
        record Known(Caller caller) implements Verdict {}

        /** There is none, it has expired, or its operator is none any more. */
        record Unknown() implements Verdict {}

        /** It is none, and this address has tried too many of those. */
        record TooMany(Duration pause) implements Verdict {}
    }

    ApiTokens(ApiTokenTable table, Operators operators, Passwords passwords, Clock clock) {
        this.table = table;
        this.operators = operators;
        this.passwords = passwords;
        this.clock = clock;
        this.tokens = table.all();
    }

    /** Everybody's, oldest first; never blocks. */
    public List<ApiToken> all() {
        return tokens.values().stream()
                .filter(each -> operator(each).isPresent())
                .toList();
    }

    /** Those of this operator, oldest first; never blocks. */
    public List<ApiToken> of(String operator) {
        return all().stream().filter(each -> each.operator().equals(operator)).toList();
    }

    /**
     * Makes a token for {@code operator}.
     *
     * @throws TakenName if he has one of this name
     * @throws IllegalArgumentException if it would be over at once, may more than he, or he has too many
     */
    public Made make(Operator operator, NewToken terms) {
        if (terms.expiresAt().filter(each -> !each.isAfter(clock.instant())).isPresent()) {
            throw new IllegalArgumentException("A token ends in the future.");
        }
        if (terms.scopes().stream().anyMatch(each -> !operator.role().may(each.role()))) {
            throw new IllegalArgumentException("A token of a person who is "
                    + operator.role().word() + " reaches no further than " + Scope.word(operator.role()) + ".");
        }
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        String hash = hash(secret);
        changing.lock();
        try {
            List<ApiToken> own = of(operator.name());
            if (own.stream().anyMatch(each -> each.name().equals(terms.name()))) {
                throw new TakenName("You have a token called '" + terms.name() + "' already.");
            }
            if (own.size() >= MOST) {
                throw new IllegalArgumentException("You have " + MOST + " tokens: revoke one first.");
            }
            table.insert(operator.name(), terms, hash, now());
            tokens = table.all();
        } finally {
            changing.unlock();
        }
        log.atInfo()
                .addKeyValue("operator", operator.name())
                .addKeyValue("token", terms.name())
                .log("Token made");
        return new Made(Optional.ofNullable(tokens.get(hash)).orElseThrow(), new Secret(secret));
    }

    /**
     * Revokes a token: at once nobody can use it.
     *
     * @param by only his own, unless he is an owner
     * @throws NoSuchToken if there is none, or it is not his
     */
    public void revoke(TokenId id, Operator by) {
        changing.lock();
        try {
            ApiToken token = all().stream()
                    .filter(each -> each.id().equals(id))
                    .filter(each -> by.role() == Role.OWNER || each.operator().equals(by.name()))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchToken(id));
            table.delete(token, now());
            tokens = table.all();
            log.atInfo()
                    .addKeyValue("operator", token.operator())
                    .addKeyValue("token", token.name())
                    .log("Token revoked");
        } finally {
            changing.unlock();
        }
    }

    /** Whose token this is. Wrong ones count against the address as wrong passwords do; right ones are never slowed. */
    public Verdict judge(String secret, String address) {
        Optional<ApiToken> token =
                Optional.ofNullable(tokens.get(hash(secret))).filter(each -> !each.expired(clock.instant()));
        Optional<Operator> operator = token.flatMap(this::operator);
        if (operator.isEmpty()) {
            return passwords.wrong(address).<Verdict>map(Verdict.TooMany::new).orElseGet(Verdict.Unknown::new);
        }
        token.ifPresent(this::used);
        return new Verdict.Known(new Caller(operator.get(), token));
    }

    /** Its operator, if he is one still and no later one of his name. */
    private Optional<Operator> operator(ApiToken token) {
        return operators.find(token.operator()).filter(each -> !each.createdAt().isAfter(token.createdAt()));
    }

    private void used(ApiToken token) {
        Instant now = now();
        if (token.lastUsedAt().filter(each -> each.plus(COARSE).isAfter(now)).isPresent() || !changing.tryLock()) {
            return;
        }
        try {
            table.used(token.id(), now);
            tokens = table.all();
        } finally {
            changing.unlock();
        }
    }

    /** As precise as it is kept. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
