package masthead.catalog;

import java.util.List;
import masthead.config.Secret;
import org.jdbi.v3.core.Handle;

/** Table {@code provider_account}. */
final class AccountTable {
    private AccountTable() {}

    /** Of all providers, in the order they are tried. */
    static List<ProviderAccount> all(Handle handle) {
        return handle.createQuery("SELECT * FROM provider_account ORDER BY provider_id, position")
                .map((row, context) -> new ProviderAccount(
                        new ProviderId(row.getInt("provider_id")),
                        row.getInt("position"),
                        row.getString("username"),
                        new Secret(row.getString("password")),
                        row.getInt("max_connections")))
                .list();
    }

    /** Puts {@code account} in the place of the one at its position, if there is one. */
    static void put(Handle handle, ProviderAccount account) {
        remove(handle, account.provider(), account.position());
        handle.createUpdate("""
                        INSERT INTO provider_account (provider_id, position, username, password, max_connections)
                        VALUES (:provider, :position, :username, :password, :connections)
                        """)
                .bind("provider", account.provider().value())
                .bind("position", account.position())
                .bind("username", account.username())
                .bind("password", account.password().value())
                .bind("connections", account.maxConnections())
                .execute();
    }

    /** @return whether there was one */
    static boolean remove(Handle handle, ProviderId provider, int position) {
        return handle.createUpdate(
                                "DELETE FROM provider_account WHERE provider_id = :provider AND position = :position")
                        .bind("provider", provider.value())
                        .bind("position", position)
                        .execute()
                > 0;
    }
}
