package masthead.access;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subscribers: kept in the database, and in memory for the turnstile. Changes block; on a virtual thread. */
public final class Subscribers {
    private static final Logger log = LoggerFactory.getLogger(Subscribers.class);

    /** Everybody at one moment, always read from the database as a whole. */
    private record Everybody(
            List<Subscriber> inOrder,
            Map<SubscriberId, SubscriberTable.Entry> byId,
            Map<String, SubscriberTable.Entry> byName) {
        static Everybody of(List<SubscriberTable.Entry> entries) {
            return new Everybody(
                    entries.stream().map(SubscriberTable.Entry::subscriber).toList(),
                    entries.stream()
                            .collect(Collectors.toUnmodifiableMap(
                                    each -> each.subscriber().id(), Function.identity())),
                    entries.stream()
                            .collect(Collectors.toUnmodifiableMap(
                                    each -> each.subscriber().username(), Function.identity())));
        }
    }

    private final SubscriberTable table;
    private final Passwords passwords;
    private final Seats seats;
    private final Clock clock;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Everybody everybody;

    Subscribers(SubscriberTable table, Passwords passwords, Seats seats, Clock clock) {
        this.table = table;
        this.passwords = passwords;
        this.seats = seats;
        this.clock = clock;
        this.everybody = Everybody.of(table.all());
    }

    /** All of them, oldest first; never blocks. */
    public List<Subscriber> all() {
        return everybody.inOrder();
    }

    public Optional<Subscriber> find(SubscriberId id) {
        return Optional.ofNullable(everybody.byId().get(id)).map(SubscriberTable.Entry::subscriber);
    }

    public Optional<Subscriber> named(String username) {
        return entry(username).map(SubscriberTable.Entry::subscriber);
    }

    /**
     * Adds a subscriber; he can log in when this returns.
     *
     * @throws RefusedName if the name is empty, or would be swallowed by one of our routes
     * @throws TakenName if there is one of this name
     * @throws RefusedPassword if the password is empty or too long
     */
    public Subscriber add(NewSubscriber subscriber) {
        Names.check(subscriber.username());
        Names.check(subscriber.password());
        return add(subscriber, passwords.hash(subscriber.password()));
    }

    /** As {@link #add(NewSubscriber)}, of a name and a password that were checked, and the password's hash. */
    Subscriber add(NewSubscriber subscriber, String hash) {
        SubscriberId id;
        changing.lock();
        try {
            refuseTaken(subscriber.username());
            id = table.insert(subscriber, hash, now());
            everybody = Everybody.of(table.all());
        } finally {
            changing.unlock();
        }
        passwords.remember(claim(new Credentials(subscriber.username(), subscriber.password())));
        log.atInfo()
                .addKeyValue("subscriber", id)
                .addKeyValue("username", subscriber.username())
                .log("Subscriber added");
        return found(id).subscriber();
    }

    /**
     * Changes a subscriber. What he is watching ends if he may not watch any more; over a smaller limit his oldest seats end.
     *
     * @throws NoSuchSubscriber if there is none with this id
     * @throws RefusedName as {@link #add(NewSubscriber)}
     * @throws TakenName as {@link #add(NewSubscriber)}
     * @throws RefusedPassword as {@link #add(NewSubscriber)}
     */
    public Subscriber edit(SubscriberEdit edit) {
        edit.username().ifPresent(Names::check);
        edit.password().ifPresent(Names::check);
        return edit(edit, edit.password().map(passwords::hash));
    }

    /** As {@link #edit(SubscriberEdit)}, with what was checked, and the hash of the password if there is a new one. */
    Subscriber edit(SubscriberEdit edit, Optional<String> newHash) {
        SubscriberTable.Entry now;
        changing.lock();
        try {
            SubscriberTable.Entry before = found(edit.id());
            edit.username()
                    .filter(name -> !name.equals(before.subscriber().username()))
                    .ifPresent(this::refuseTaken);
            table.update(
                    new SubscriberTable.Entry(
                            changed(before.subscriber(), edit), newHash.orElse(before.passwordHash())),
                    now(),
                    edit.changes());
            everybody = Everybody.of(table.all());
            now = found(edit.id());
        } finally {
            changing.unlock();
        }
        Subscriber subscriber = now.subscriber();
        edit.password()
                .ifPresent(password -> passwords.remember(claim(new Credentials(subscriber.username(), password))));
        if (subscriber.standing(clock.instant()) == Standing.ACTIVE) {
            seats.fit(subscriber);
        } else {
            seats.takeAll(subscriber.id());
        }
        log.atInfo()
                .addKeyValue("subscriber", subscriber.id())
                .addKeyValue("username", subscriber.username())
                .log("Subscriber changed");
        return subscriber;
    }

    /**
     * Removes him and ends what he is watching.
     *
     * @throws NoSuchSubscriber if there is none with this id
     */
    public void remove(SubscriberId id) {
        changing.lock();
        try {
            table.delete(found(id).subscriber(), now());
            everybody = Everybody.of(table.all());
        } finally {
            changing.unlock();
        }
        seats.takeAll(id);
        log.atInfo().addKeyValue("subscriber", id).log("Subscriber removed");
    }

    /** A subscriber and his password's hash, from memory. */
    Optional<SubscriberTable.Entry> entry(String username) {
        return Optional.ofNullable(everybody.byName().get(username));
    }

    Claim claim(Credentials credentials) {
        return new Claim(
                Realm.SUBSCRIBER, credentials, entry(credentials.username()).map(SubscriberTable.Entry::passwordHash));
    }

    /** Ends the seats of those whose subscription has run out, or who are gone; called each minute. */
    void endExpired() {
        for (SubscriberId holder : seats.holders()) {
            if (find(holder)
                    .filter(each -> each.standing(clock.instant()) == Standing.ACTIVE)
                    .isEmpty()) {
                log.atInfo().addKeyValue("subscriber", holder).log("Subscription over");
                seats.takeAll(holder);
            }
        }
    }

    /** As precise as it is kept. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void refuseTaken(String username) {
        if (everybody.byName().containsKey(username)) {
            throw new TakenName("There is a subscriber called '" + username + "' already.");
        }
    }

    private SubscriberTable.Entry found(SubscriberId id) {
        SubscriberTable.Entry entry = everybody.byId().get(id);
        if (entry == null) {
            throw new NoSuchSubscriber("There is no subscriber " + id + ".");
        }
        return entry;
    }

    private static Subscriber changed(Subscriber before, SubscriberEdit edit) {
        return new Subscriber(
                before.id(),
                edit.username().orElse(before.username()),
                edit.enabled().orElse(before.enabled()),
                edit.expiresAt().orElse(before.expiresAt()),
                edit.trial().orElse(before.trial()),
                edit.maxConnections().orElse(before.maxConnections()),
                edit.formats().orElse(before.formats()),
                edit.locks().orElse(before.locks()),
                edit.lineup().orElse(before.lineup()),
                before.createdAt());
    }
}
