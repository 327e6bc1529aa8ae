package masthead.access;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.Audit;
import masthead.catalog.PasswordNotKept;
import masthead.database.Database;
import masthead.database.Vault;
import masthead.database.VaultLocked;
import org.jdbi.v3.core.Handle;

/** Operators' second factors as rows: keys are sealed, recovery codes hashed. Blocks. */
final class FactorTable {
    private static final String ID = "(SELECT id FROM operator WHERE name = :name)";

    private final Database database;
    private final Vault vault;

    FactorTable(Database database) {
        this.database = database;
        this.vault = database.vault();
    }

    /** Since when whose is on. */
    Map<String, Instant> all() {
        return database.read(handle -> {
            Map<String, Instant> all = new HashMap<>();
            handle.createQuery("SELECT o.name, f.since FROM operator_factor f JOIN operator o ON o.id = f.operator_id")
                    .map((row, context) -> Map.entry(row.getString(1), Instant.ofEpochMilli(row.getLong(2))))
                    .forEach(each -> all.put(each.getKey(), each.getValue()));
            return all;
        });
    }

    /** @throws PasswordNotKept if the key cannot be sealed */
    void put(String operator, String key, long step, Collection<String> recovery, Instant now) {
        String sealed = sealed(operator, key);
        database.change(handle -> {
            remove(handle, operator);
            handle.createUpdate("INSERT INTO operator_factor (operator_id, secret, last_step, since) VALUES (" + ID
                            + ", :secret, :step, :now)")
                    .bind("name", operator)
                    .bind("secret", sealed)
                    .bind("step", step)
                    .bind("now", now.toEpochMilli())
                    .execute();
            for (String hash : recovery) {
                handle.createUpdate("INSERT INTO operator_recovery (operator_id, hash) VALUES (" + ID + ", :hash)")
                        .bind("name", operator)
                        .bind("hash", hash)
                        .execute();
            }
            Audit.write(handle, now, "operator", "edit", "operator " + operator, "second factor on");
        });
    }

    void remove(String operator, Instant now) {
        database.change(handle -> {
            remove(handle, operator);
            Audit.write(handle, now, "operator", "edit", "operator " + operator, "second factor off");
        });
    }

    private static void remove(Handle handle, String operator) {
        for (String table : new String[] {"operator_factor", "operator_recovery"}) {
            handle.createUpdate("DELETE FROM " + table + " WHERE operator_id = " + ID)
                    .bind("name", operator)
                    .execute();
        }
    }

    /** @throws VaultLocked if it cannot be read */
    Optional<String> key(String operator) {
        Optional<String> sealed = database.read(
                handle -> handle.createQuery("SELECT secret FROM operator_factor WHERE operator_id = " + ID)
                        .bind("name", operator)
                        .mapTo(String.class)
                        .findOne());
        return sealed.map(each -> vault.open(each, owner(operator)));
    }

    /** Whether this step is later than any that was used; from now on it is not. */
    boolean use(String operator, long step) {
        return database.write(handle -> handle.createUpdate(
                                "UPDATE operator_factor SET last_step = :step WHERE last_step < :step AND operator_id = "
                                        + ID)
                        .bind("name", operator)
                        .bind("step", step)
                        .execute()
                > 0);
    }

    /** Whether this is the hash of a recovery code; from now on it is not. */
    boolean useRecovery(String operator, String hash, Instant now) {
        return database.write(handle -> {
            boolean used =
                    handle.createUpdate("DELETE FROM operator_recovery WHERE hash = :hash AND operator_id = " + ID)
                                    .bind("name", operator)
                                    .bind("hash", hash)
                                    .execute()
                            > 0;
            if (used) {
                Audit.write(handle, now, operator, "use", "operator " + operator, "recovery code");
            }
            return used;
        });
    }

    int recoveryLeft(String operator) {
        return database.read(
                handle -> handle.createQuery("SELECT COUNT(*) FROM operator_recovery WHERE operator_id = " + ID)
                        .bind("name", operator)
                        .mapTo(Integer.class)
                        .one());
    }

    private String sealed(String operator, String key) {
        try {
            return vault.seal(key, owner(operator));
        } catch (VaultLocked e) {
            throw new PasswordNotKept("The second factor cannot be kept: " + e.getMessage() + ".");
        }
    }

    private static String owner(String operator) {
        return "operator " + operator + " second factor";
    }
}
