package masthead.access;

import java.time.Instant;
import java.util.List;
import masthead.catalog.Audit;
import masthead.database.Database;
import org.jdbi.v3.core.Handle;

/** Operators as rows, each change with its line in the audit. Blocks. */
final class OperatorTable {
    private static final String WHO = "operator";

    private final Database database;

    /** An operator and his password's hash. */
    record Entry(Operator operator, String passwordHash) {}

    OperatorTable(Database database) {
        this.database = database;
    }

    /** All of them, oldest first. */
    List<Entry> all() {
        return database.read(handle -> handle.createQuery(
                        "SELECT name, password_hash, role, created_at FROM operator ORDER BY id")
                .map((row, context) -> new Entry(
                        new Operator(
                                row.getString("name"),
                                Role.of(row.getString("role")).orElse(Role.VIEWER),
                                Instant.ofEpochMilli(row.getLong("created_at"))),
                        row.getString("password_hash")))
                .list());
    }

    void insert(Entry entry) {
        Operator operator = entry.operator();
        database.change(handle -> {
            handle.createUpdate("""
                            INSERT INTO operator (name, password_hash, role, created_at)
                            VALUES (:name, :hash, :role, :created)
                            """)
                    .bind("name", operator.name())
                    .bind("hash", entry.passwordHash())
                    .bind("role", operator.role().word())
                    .bind("created", operator.createdAt().toEpochMilli())
                    .execute();
            audit(
                    handle,
                    operator.createdAt(),
                    "add",
                    operator.name(),
                    operator.role().word());
        });
    }

    void update(Entry entry, Instant now, String changes) {
        Operator operator = entry.operator();
        database.change(handle -> {
            handle.createUpdate("UPDATE operator SET password_hash = :hash, role = :role WHERE name = :name")
                    .bind("name", operator.name())
                    .bind("hash", entry.passwordHash())
                    .bind("role", operator.role().word())
                    .execute();
            audit(handle, now, "edit", operator.name(), changes);
        });
    }

    void delete(String name, Instant now) {
        database.change(handle -> {
            handle.execute("DELETE FROM operator WHERE name = ?", name);
            audit(handle, now, "remove", name, "");
        });
    }

    private static void audit(Handle handle, Instant at, String action, String name, String detail) {
        Audit.write(handle, at, WHO, action, "operator " + name, detail);
    }
}
