package masthead.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import masthead.catalog.Audit;
import masthead.catalog.LineupId;
import masthead.database.Database;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Subscribers as rows. Blocks. */
final class SubscriberTable {
    /** A subscriber and the hash of his password. */
    record Entry(Subscriber subscriber, String passwordHash) {
        /** Without the hash. */
        @Override
        public String toString() {
            return "Entry[" + subscriber + "]";
        }
    }

    /** There is one operator so far; the audit names him so. */
    private static final String OPERATOR = "operator";

    private final Database database;

    SubscriberTable(Database database) {
        this.database = database;
    }

    List<Entry> all() {
        return database.read(handle -> handle.createQuery("SELECT * FROM subscriber ORDER BY id")
                .map((row, context) -> entry(row))
                .list());
    }

    /** Keeps a new subscriber and gives him an id. */
    SubscriberId insert(NewSubscriber subscriber, String passwordHash, Instant createdAt) {
        return database.write(handle -> {
            SubscriberId id = new SubscriberId(handle.createQuery("""
                                INSERT INTO subscriber
                                    (username, password_hash, enabled, expires_at, trial, max_connections, formats,
                                    allowed_addresses, allowed_agents, lineup_id, created_at)
                                VALUES
                                    (:username, :hash, :enabled, :expires, :trial, :connections, :formats,
                                    :addresses, :agents, :lineup, :created)
                                RETURNING id
                                """)
                    .bind("username", subscriber.username())
                    .bind("hash", passwordHash)
                    .bind("enabled", subscriber.enabled() ? 1 : 0)
                    .bind("expires", millis(subscriber.expiresAt()))
                    .bind("trial", subscriber.trial() ? 1 : 0)
                    .bind("connections", subscriber.maxConnections())
                    .bind("formats", written(subscriber.formats()))
                    .bind("addresses", subscriber.locks().writtenNetworks())
                    .bind("agents", subscriber.locks().writtenAgents())
                    .bind("lineup", number(subscriber.lineup()))
                    .bind("created", createdAt.toEpochMilli())
                    .mapTo(Integer.class)
                    .one());
            audit(handle, createdAt, "add", id, subscriber.username());
            return id;
        });
    }

    /** Replaces everything but the id and the time of creation; {@code changes} tells which fields are new. */
    void update(Entry entry, Instant at, String changes) {
        Subscriber subscriber = entry.subscriber();
        database.change(handle -> {
            handle.createUpdate("""
                        UPDATE subscriber
                        SET username = :username, password_hash = :hash, enabled = :enabled, expires_at = :expires,
                            trial = :trial, max_connections = :connections, formats = :formats,
                            allowed_addresses = :addresses, allowed_agents = :agents, lineup_id = :lineup
                        WHERE id = :id
                        """)
                    .bind("id", subscriber.id().value())
                    .bind("username", subscriber.username())
                    .bind("hash", entry.passwordHash())
                    .bind("enabled", subscriber.enabled() ? 1 : 0)
                    .bind("expires", millis(subscriber.expiresAt()))
                    .bind("trial", subscriber.trial() ? 1 : 0)
                    .bind("connections", subscriber.maxConnections())
                    .bind("formats", written(subscriber.formats()))
                    .bind("addresses", subscriber.locks().writtenNetworks())
                    .bind("agents", subscriber.locks().writtenAgents())
                    .bind("lineup", number(subscriber.lineup()))
                    .execute();
            audit(handle, at, "edit", subscriber.id(), changes);
        });
    }

    void delete(Subscriber subscriber, Instant at) {
        database.change(handle -> {
            handle.createUpdate("DELETE FROM subscriber WHERE id = :id")
                    .bind("id", subscriber.id().value())
                    .execute();
            audit(handle, at, "remove", subscriber.id(), subscriber.username());
        });
    }

    private static void audit(Handle handle, Instant at, String action, SubscriberId id, String detail) {
        Audit.write(handle, at, OPERATOR, action, "subscriber " + id, detail);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        long expires = row.getLong("expires_at");
        Optional<Instant> expiresAt = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expires));
        Subscriber subscriber = new Subscriber(
                new SubscriberId(row.getInt("id")),
                row.getString("username"),
                row.getInt("enabled") != 0,
                expiresAt,
                row.getInt("trial") != 0,
                row.getInt("max_connections"),
                formats(row.getString("formats")),
                Locks.read(row.getString("allowed_addresses"), row.getString("allowed_agents")),
                Optional.of(row.getInt("lineup_id")).filter(each -> each > 0).map(LineupId::new),
                Instant.ofEpochMilli(row.getLong("created_at")));
        return new Entry(subscriber, row.getString("password_hash"));
    }

    /** What JDBC wants of an instant that may be absent. */
    private static @Nullable Long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }

    private static @Nullable Integer number(Optional<LineupId> lineup) {
        return lineup.map(LineupId::value).orElse(null);
    }

    private static String written(Set<Format> formats) {
        return formats.stream().sorted().map(Format::wireName).collect(Collectors.joining(","));
    }

    private static Set<Format> formats(String written) {
        Set<String> names = Set.of(written.split(","));
        Set<Format> formats = EnumSet.noneOf(Format.class);
        Arrays.stream(Format.values())
                .filter(each -> names.contains(each.wireName()))
                .forEach(formats::add);
        return formats;
    }
}
