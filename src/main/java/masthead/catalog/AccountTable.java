package masthead.catalog;

import java.util.List;
import java.util.Optional;
import masthead.config.Secret;
import masthead.database.Vault;
import masthead.database.VaultLocked;
import org.jdbi.v3.core.Handle;

/** Table {@code provider_account}: passwords are sealed in it. */
final class AccountTable {
    private final Vault vault;

    AccountTable(Vault vault) {
        this.vault = vault;
    }

    /** Of all providers, in the order they are tried. */
    List<ProviderAccount> all(Handle handle) {
        return handle.createQuery("SELECT * FROM provider_account ORDER BY provider_id, position")
                .map((row, context) -> {
                    ProviderId provider = new ProviderId(row.getInt("provider_id"));
                    int position = row.getInt("position");
                    Optional<String> password = row.getInt("sealed") == 0
                            ? Optional.of(row.getString("password"))
                            : opened(row.getString("password"), owner(provider.value(), position));
                    return new ProviderAccount(
                            provider,
                            position,
                            row.getString("username"),
                            new Secret(password.orElse("")),
                            row.getInt("max_connections"),
                            password.isEmpty());
                })
                .list();
    }

    private Optional<String> opened(String sealed, String owner) {
        try {
            return Optional.of(vault.open(sealed, owner));
        } catch (VaultLocked e) {
            return Optional.empty();
        }
    }

    private static String owner(int provider, int position) {
        return "provider " + provider + " account " + position;
    }

    /**
     * Puts {@code account} in the place of the one at its position, if there is one.
     *
     * @throws PasswordNotKept if its password cannot be sealed
     */
    void put(Handle handle, ProviderAccount account) {
        remove(handle, account.provider(), account.position());
        handle.createUpdate("""
                        INSERT INTO provider_account (provider_id, position, username, password, sealed, max_connections)
                        VALUES (:provider, :position, :username, :password, 1, :connections)
                        """)
                .bind("provider", account.provider().value())
                .bind("position", account.position())
                .bind("username", account.username())
                .bind("password", sealed(account))
                .bind("connections", account.maxConnections())
                .execute();
    }

    private String sealed(ProviderAccount account) {
        try {
            return vault.seal(
                    account.password().value(), owner(account.provider().value(), account.position()));
        } catch (VaultLocked e) {
            throw new PasswordNotKept("The password cannot be kept: " + e.getMessage() + ".");
        }
    }

    /** @return whether there was one */
    boolean remove(Handle handle, ProviderId provider, int position) {
        AccountStateTable.remove(handle, provider, position); // it was said of another
        return handle.createUpdate(
                                "DELETE FROM provider_account WHERE provider_id = :provider AND position = :position")
                        .bind("provider", provider.value())
                        .bind("position", position)
                        .execute()
                > 0;
    }

    static boolean anyPlain(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM provider_account WHERE sealed = 0")
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /**
     * Seals the passwords that were kept as they are, by versions before this.
     *
     * @return how many there were
     * @throws PasswordNotKept if none can be sealed
     */
    int sealPlain(Handle handle) {
        List<ProviderAccount> plain = handle.createQuery("SELECT * FROM provider_account WHERE sealed = 0")
                .map((row, context) -> new ProviderAccount(
                        new ProviderId(row.getInt("provider_id")),
                        row.getInt("position"),
                        row.getString("username"),
                        new Secret(row.getString("password")),
                        row.getInt("max_connections"),
                        false))
                .list();
        plain.forEach(each -> put(handle, each));
        return plain.size();
    }
}
