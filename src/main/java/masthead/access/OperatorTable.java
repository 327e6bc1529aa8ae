package masthead.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import masthead.database.Database;

/** Operators as rows. Blocks. */
final class OperatorTable {
    private final Database database;

    OperatorTable(Database database) {
        this.database = database;
    }

    /** Password hashes by name. */
    Map<String, String> all() {
        return database.read(handle -> handle.createQuery("SELECT name, password_hash FROM operator")
                .reduceRows(new HashMap<>(), (all, row) -> {
                    all.put(row.getColumn("name", String.class), row.getColumn("password_hash", String.class));
                    return all;
                }));
    }

    void insert(String name, String passwordHash, Instant createdAt) {
        database.change(handle -> handle.createUpdate(
                        "INSERT INTO operator (name, password_hash, created_at) VALUES (:name, :hash, :created)")
                .bind("name", name)
                .bind("hash", passwordHash)
                .bind("created", createdAt.toEpochMilli())
                .execute());
    }
}
