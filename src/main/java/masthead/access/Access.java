package masthead.access;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.metrics.Metrics;

/** The room as one: subscribers, operators, seats and the turnstile, with the threads they share. */
public final class Access implements AutoCloseable {
    private final Passwords passwords;
    private final Operators operators;
    private final ApiTokens tokens;
    private final Seats seats;
    private final Subscribers subscribers;
    private final Turnstile turnstile;
    private final Refusals refusals;
    private final ScheduledExecutorService sweeper;
    private final ScheduledFuture<?> sweep;

    /** Reads everybody from {@code database}; blocks. Computes no hash. */
    public Access(Database database, AccessSettings settings, Metrics metrics, Clock clock) {
        passwords = new Passwords(settings, metrics, clock);
        operators = new Operators(new OperatorTable(database), passwords, clock);
        tokens = new ApiTokens(new ApiTokenTable(database), operators, passwords, clock);
        sweeper = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("masthead-subscriptions").factory());
        seats = new Seats(
                new Seats.Policy(settings.seatGrace(), settings.whenFull()),
                (time, task) -> sweeper.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS),
                metrics,
                clock);
        subscribers = new Subscribers(new SubscriberTable(database), passwords, seats, clock);
        turnstile = new Turnstile(subscribers, seats, passwords, clock);
        refusals = new Refusals(settings.refusalsKept(), metrics, clock);
        sweep = sweeper.scheduleWithFixedDelay(subscribers::endExpired, 1, 1, TimeUnit.MINUTES);
    }

    public Subscribers subscribers() {
        return subscribers;
    }

    /**
     * An operator and a subscriber of one name and password; their hashes are begun at once.
     *
     * @throws RefusedName if nobody can be called so
     * @throws RefusedPassword if it cannot be a password
     */
    public FirstLogin firstLogin(String name, Secret password) {
        Names.check(name);
        Names.check(password);
        return new FirstLogin(operators, subscribers, passwords, name, password);
    }

    public Operators operators() {
        return operators;
    }

    /** What programs log in with in operators' names. */
    public ApiTokens tokens() {
        return tokens;
    }

    public Turnstile turnstile() {
        return turnstile;
    }

    public Refusals refusals() {
        return refusals;
    }

    public Seats seats() {
        return seats;
    }

    /** Refuses the logins that wait, and ends the threads. Seats stay with their connections. */
    @Override
    public void close() {
        sweep.cancel(false);
        sweeper.shutdownNow();
        passwords.close();
    }
}
