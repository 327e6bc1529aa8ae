package masthead.access;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides who comes in, and how often at once.
 *
 * <p>Verified pairs are remembered for minutes under a keyed digest, so a request rarely pays for a password hash; hashing
 * is done by at most two threads of ours, never by the caller's.
 */
public final class Turnstile {
    private final Subscribers subscribers;
    private final Seats seats;
    private final Passwords passwords;
    private final Clock clock;

    Turnstile(Subscribers subscribers, Seats seats, Passwords passwords, Clock clock) {
        this.subscribers = subscribers;
        this.seats = seats;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * Who sent these credentials? Blocks while a hash is computed; on a virtual thread.
     *
     * <p>Takes the same time for a wrong name as for a wrong password; slows down an address that keeps failing.
     *
     * @param address the client's network address, for slowing down guessers
     */
    public Recognition recognise(Credentials credentials, String address) {
        Claim claim = subscribers.claim(credentials);
        if (!passwords.judge(claim, address)) {
            return new Recognition.Unknown();
        }
        return still(claim).<Recognition>map(Recognition.Known::new).orElseGet(Recognition.Unknown::new);
    }

    /**
     * May this connection have a seat? Never blocks: callable on an event loop.
     *
     * @param answer called exactly once; at once on the caller's thread when the pair was verified lately, else on a thread of
     *     ours: hop back to your loop
     */
    public void admit(Play play, Consumer<Admission> answer) {
        Claim claim = subscribers.claim(play.credentials());
        passwords.judge(
                claim,
                play.device().address(),
                right -> tell(answer, right ? seated(claim, play) : new Admission.WrongCredentials()));
    }

    /** As the other one, for somebody who may wait: blocks while a hash is computed; on a virtual thread. */
    public Admission admit(Play play) {
        Claim claim = subscribers.claim(play.credentials());
        return passwords.judge(claim, play.device().address()) ? seated(claim, play) : new Admission.WrongCredentials();
    }

    /** Whether {@code subscriber} may watch now. */
    public Standing standing(Subscriber subscriber) {
        return subscriber.standing(clock.instant());
    }

    /** A seat that its owner did not take, because his event loop has ended for instance, is given back. */
    private static void tell(Consumer<Admission> answer, Admission admission) {
        try {
            answer.accept(admission);
        } catch (RuntimeException e) {
            if (admission instanceof Admission.Granted granted) {
                granted.seat().close();
            }
            throw e;
        }
    }

    private Admission seated(Claim claim, Play play) {
        Optional<Subscriber> known = still(claim);
        if (known.isEmpty()) {
            return new Admission.WrongCredentials();
        }
        Subscriber subscriber = known.get();
        Optional<Admission> refusal = refusal(subscriber, play);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Lease> given = seats.give(subscriber, play);
        if (given.isEmpty()) {
            return new Admission.Full(subscriber.maxConnections());
        }
        Lease seat = given.get();
        // An operator may have shut him out meanwhile: either we see it now, or he sees the seat.
        Optional<Admission> late = still(claim).flatMap(each -> refusal(each, play));
        if (late.isPresent() || still(claim).isEmpty()) {
            seat.close();
            return late.orElseGet(Admission.WrongCredentials::new);
        }
        return new Admission.Granted(seat, subscriber);
    }

    private Optional<Admission> refusal(Subscriber subscriber, Play play) {
        return shutOut(subscriber)
                .or(() -> locked(subscriber.locks(), play.device()))
                .or(() -> play.content().file() || subscriber.formats().contains(play.format())
                        ? Optional.empty()
                        : Optional.of(new Admission.FormatNotAllowed(play.format())))
                .or(() -> play.offered().test(subscriber.lineup())
                        ? Optional.empty()
                        : Optional.of(new Admission.NotInLineup()));
    }

    /** Why {@code subscriber} may watch nothing now; nothing if he may. For whoever has a seat, and asks for more in it. */
    public Optional<Admission> shutOut(Subscriber subscriber) {
        return switch (standing(subscriber)) {
            case DISABLED -> Optional.of(new Admission.Disabled());
            case EXPIRED ->
                Optional.of(new Admission.Expired(subscriber.expiresAt().orElseThrow()));
            case ACTIVE -> Optional.empty();
        };
    }

    private static Optional<Admission> locked(Locks locks, Device device) {
        if (!locks.allowAgent(device.userAgent())) {
            return Optional.of(new Admission.AgentNotAllowed(device.userAgent()));
        }
        return locks.allowAddress(device.address())
                ? Optional.empty()
                : Optional.of(new Admission.AddressNotAllowed(device.address()));
    }

    /** The subscriber of a claim that was found right, unless his name or password has changed since. */
    private Optional<Subscriber> still(Claim claim) {
        return subscribers
                .entry(claim.credentials().username())
                .filter(entry ->
                        claim.onFile().filter(entry.passwordHash()::equals).isPresent())
                .map(SubscriberTable.Entry::subscriber);
    }
}
