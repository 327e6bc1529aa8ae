package masthead.access;

import io.prometheus.metrics.core.metrics.Counter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import masthead.config.Secret;
import masthead.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges names and passwords, and spends as little on it as can be. Safe on any thread.
 *
 * <p>A flood of wrong logins meets, in this order: the memory of pairs judged lately (right ones get no further than this, and
 * never wait); one hash for all who ask for the same pair at the same time; a lane per address, served in turn; a
 * pause for addresses that have failed often; and two threads, which are all that ever compute hashes.
 */
final class Passwords implements AutoCloseable {
    /** Longer ones are neither accepted nor judged. */
    static final int LONGEST = 128;

    private static final Logger log = LoggerFactory.getLogger(Passwords.class);

    private final Argon2id argon2id;
    private final KnownPairs known;
    private final FailurePace pace;
    private final FairQueue queue;
    private final int sharedLimit;
    private final Duration pause;
    private final Map<Asked, List<Consumer<Boolean>>> asked = new HashMap<>();
    private final Counter hashes;
    private final Counter failed;
    private final Counter refused;

    /** A pair, and the hash it is being compared with. */
    private record Asked(ByteBuffer digest, Optional<String> onFile) {}

    Passwords(AccessSettings settings, Metrics metrics, Clock clock) {
        argon2id = new Argon2id(Math.toIntExact(settings.hashMemory().bytes() >> 10), settings.hashIterations());
        known = new KnownPairs(settings, clock);
        pace = new FailurePace(settings, clock);
        queue = new FairQueue(settings.waiting(), settings.waitingPerAddress(), pace::take);
        sharedLimit = settings.waiting();
        pause = settings.failurePause();
        hashes = metrics.counter("masthead_password_hashes_total", "Password hashes computed.");
        failed = metrics.counter("masthead_logins_failed_total", "Logins answered as wrong.");
        refused = metrics.counter("masthead_logins_refused_total", "Logins refused unjudged because too many waited.");
        metrics.gauge("masthead_logins_waiting", "Logins waiting for a password hash.", queue::waiting);
    }

    /** Makes the hash to keep of a new password; blocks for it. */
    String hash(Secret password) {
        return hashing(password).join();
    }

    /** As {@link #hash}, but does not wait for it: several are made at the same time. */
    CompletableFuture<String> hashing(Secret password) {
        CompletableFuture<String> hash = new CompletableFuture<>();
        queue.offerOwn(new FairQueue.Task(
                () -> {
                    hashes.inc();
                    try {
                        hash.complete(argon2id.hash(password));
                    } catch (RuntimeException | Error e) {
                        hash.completeExceptionally(e); // or whoever waits for it waits for ever
                    }
                },
                () -> hash.completeExceptionally(new IllegalStateException("logins are closed"))));
        return hash;
    }

    /** Remembers a pair as right, for instance because it was just made. */
    void remember(Claim claim) {
        known.remember(known.digest(claim), claim.onFile(), true);
    }

    /**
     * Judges {@code claim}. Never blocks.
     *
     * @param answer called exactly once: at once if the pair is known or refused, else on one of the two threads
     */
    void judge(Claim claim, String address, Consumer<Boolean> answer) {
        Consumer<Boolean> counted = right -> {
            if (!right) {
                failed.inc();
            }
            answer.accept(right);
        };
        if (claim.credentials().password().value().length() > LONGEST
                || claim.credentials().username().length() > Names.LONGEST) {
            counted.accept(false);
            return;
        }
        Asked pair = new Asked(known.digest(claim), claim.onFile());
        Optional<Boolean> verdict = known.verdict(pair.digest(), pair.onFile());
        if (verdict.isPresent()) {
            counted.accept(verdict.get());
            return;
        }
        switch (join(pair, counted)) {
            case FIRST -> {
                String lane = lane(address);
                queue.offer(lane, new FairQueue.Task(() -> decide(pair, claim, lane), () -> {
                    refused.inc();
                    settle(pair, false);
                }));
            }
            case SHARED -> {}
            case TOO_MANY -> {
                refused.inc();
                counted.accept(false);
            }
        }
    }

    /** As {@link #judge(Claim, String, Consumer)}, but waits for the answer. */
    boolean judge(Claim claim, String address) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        judge(claim, address, answer::complete);
        return answer.join();
    }

    /** Counts what was no password and wrong all the same; tells the pause if this address has tried too often. */
    Optional<Duration> wrong(String address) {
        failed.inc();
        return pace.take(lane(address)) ? Optional.empty() : Optional.of(pause);
    }

    @Override
    public void close() {
        queue.close();
    }

    private enum Place {
        FIRST,
        SHARED,
        TOO_MANY
    }

    private Place join(Asked pair, Consumer<Boolean> answer) {
        synchronized (asked) {
            List<Consumer<Boolean>> others = asked.get(pair);
            if (others == null) {
                asked.put(pair, new ArrayList<>(List.of(answer)));
                return Place.FIRST;
            }
            if (others.size() >= sharedLimit) {
                return Place.TOO_MANY;
            }
            others.add(answer);
            return Place.SHARED;
        }
    }

    private void decide(Asked pair, Claim claim, String lane) {
        boolean right = false;
        try {
            right = compare(pair, claim, lane);
        } finally {
            settle(pair, right); // also after a fault, or the pair is never judged again
        }
    }

    private void settle(Asked pair, boolean right) {
        List<Consumer<Boolean>> answers;
        synchronized (asked) {
            List<Consumer<Boolean>> removed = asked.remove(pair);
            answers = removed == null ? List.of() : removed;
        }
        for (Consumer<Boolean> answer : answers) {
            try {
                answer.accept(right);
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("The answer to a login was not taken"); // the others still want theirs
            }
        }
    }

    private boolean compare(Asked pair, Claim claim, String lane) {
        // Somebody may have found out between the question and its turn.
        Optional<Boolean> verdict = known.verdict(pair.digest(), pair.onFile());
        boolean right = verdict.orElseGet(() -> fits(claim));
        known.remember(pair.digest(), pair.onFile(), right);
        if (right) {
            pace.giveBack(lane);
        }
        return right;
    }

    private boolean fits(Claim claim) {
        hashes.inc();
        try {
            boolean fits =
                    argon2id.fits(claim.credentials().password(), claim.onFile().orElse(argon2id.ofNobody()));
            return fits && claim.onFile().isPresent();
        } catch (RuntimeException notOurs) {
            log.atError()
                    .addKeyValue("name", claim.credentials().username())
                    .log("The password hash on file cannot be read; set the password again");
            return false;
        }
    }

    /** An IPv4 address, or the network of an IPv6 one: its owner has all 2^64 addresses in it (RFC 6177). */
    private static String lane(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address v6
                    ? HexFormat.of().formatHex(v6.getAddress(), 0, 8)
                    : address;
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }
}
