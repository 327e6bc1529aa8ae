package masthead.access;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;

/** The whole room on a database of its own, and what a test wants to know of it. */
final class Gate implements AutoCloseable {
    private final Database database;
    private final boolean ownsDatabase;
    final ManualClock clock = new ManualClock();
    final Metrics metrics = new Metrics();
    final Access access;

    Gate(Path folder, AccessSettings settings) {
        this(Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, new Metrics()), settings, true);
    }

    /** On a database that somebody else closes. */
    Gate(Database database, AccessSettings settings) {
        this(database, settings, false);
    }

    private Gate(Database database, AccessSettings settings, boolean ownsDatabase) {
        this.database = database;
        this.ownsDatabase = ownsDatabase;
        access = new Access(database, settings, metrics, clock);
    }

    Database database() {
        return database;
    }

    Subscriber add(String name, String password) {
        return add(name, password, 1);
    }

    Subscriber add(String name, String password, int maxConnections) {
        return access.subscribers()
                .add(new NewSubscriber(
                        name,
                        new Secret(password),
                        true,
                        Optional.empty(),
                        false,
                        maxConnections,
                        Set.of(Format.TS, Format.M3U8),
                        Locks.NONE));
    }

    Recognition recognise(String name, String password, String address) {
        return access.turnstile().recognise(Credentials.of(name, password), address);
    }

    /** What {@code admit} has answered so far. */
    CopyOnWriteArrayList<Admission> admit(String name, String password, String address) {
        CopyOnWriteArrayList<Admission> answers = new CopyOnWriteArrayList<>();
        access.turnstile().admit(play(name, password, address), answers::add);
        return answers;
    }

    /** Somebody asks for a channel in TS. */
    static Play play(String name, String password, String address) {
        return new Play(
                Credentials.of(name, password), Format.TS, new Device(address, "VLC/3.0.20"), new Content("live 1"));
    }

    /** A holder that is alive, and runs {@code leave} when its seat is taken. */
    static Seat.Holder holder(Runnable leave) {
        return new Seat.Holder() {
            @Override
            public boolean alive() {
                return true;
            }

            @Override
            public void leave() {
                leave.run();
            }
        };
    }

    /** A seat of somebody whose pair is known. */
    Seat seat(String name, String password) {
        return ((Admission.Granted) admit(name, password, "192.0.2.1").getFirst()).seat();
    }

    int hashes() {
        return count("masthead_password_hashes_total");
    }

    int count(String metric) {
        return new String(metrics.page(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(metric + " "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(metric.length())))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        access.close();
        if (ownsDatabase) {
            database.close();
        }
    }

    /** An edit that changes nothing yet. */
    static SubscriberEdit edit(Subscriber subscriber) {
        return new SubscriberEdit(
                subscriber.id(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SubscriberEdit password(Subscriber subscriber, String password) {
        return new SubscriberEdit(
                subscriber.id(),
                Optional.empty(),
                Optional.of(new Secret(password)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SubscriberEdit name(Subscriber subscriber, String name) {
        return new SubscriberEdit(
                subscriber.id(),
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SubscriberEdit enabled(Subscriber subscriber, boolean enabled) {
        return new SubscriberEdit(
                subscriber.id(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(enabled),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SubscriberEdit expires(Subscriber subscriber, Instant end) {
        return new SubscriberEdit(
                subscriber.id(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Optional.of(end)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SubscriberEdit connections(Subscriber subscriber, int maxConnections) {
        return new SubscriberEdit(
                subscriber.id(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(maxConnections),
                Optional.empty(),
                Optional.empty());
    }

    static SubscriberEdit formats(Subscriber subscriber, Set<Format> formats) {
        return new SubscriberEdit(
                subscriber.id(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(formats),
                Optional.empty());
    }

    static SubscriberEdit locks(Subscriber subscriber, Locks locks) {
        return new SubscriberEdit(
                subscriber.id(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(locks));
    }
}
