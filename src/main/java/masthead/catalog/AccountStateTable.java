package masthead.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Table {@code provider_account_state}. */
final class AccountStateTable {
    private static final int UNKNOWN = -1;

    private AccountStateTable() {}

    /** Of all providers. */
    static List<AccountState> all(Handle handle) {
        return handle.createQuery("SELECT * FROM provider_account_state ORDER BY provider_id, position")
                .map(AccountStateTable::state)
                .list();
    }

    static void put(Handle handle, AccountState state) {
        remove(handle, state.provider(), state.position());
        handle.createUpdate("""
                        INSERT INTO provider_account_state (provider_id, position, status, expires_at, max_connections,
                            active, zone, zone_verified, message, checked_at)
                        VALUES (:provider, :position, :status, :expires, :connections, :active, :zone, :verified, :message, :checked)
                        """)
                .bind("provider", state.provider().value())
                .bind("position", state.position())
                .bind("status", state.status().name())
                .bind("expires", state.expiresAt().map(Instant::toEpochMilli).orElse(0L))
                .bind("connections", state.maxConnections().orElse(UNKNOWN))
                .bind("active", state.active())
                .bind("zone", state.zone().map(ZoneId::getId).orElse(""))
                .bind("verified", state.zoneVerified() ? 1 : 0)
                .bind("message", state.message())
                .bind("checked", state.checkedAt().toEpochMilli())
                .execute();
    }

    static void remove(Handle handle, ProviderId provider, int position) {
        handle.execute(
                "DELETE FROM provider_account_state WHERE provider_id = ? AND position = ?",
                provider.value(),
                position);
    }

    static void removeAllOf(Handle handle, ProviderId provider) {
        handle.execute("DELETE FROM provider_account_state WHERE provider_id = ?", provider.value());
    }

    private static AccountState state(ResultSet row, StatementContext context) throws SQLException {
        long expires = row.getLong("expires_at");
        int connections = row.getInt("max_connections");
        return new AccountState(
                new ProviderId(row.getInt("provider_id")),
                row.getInt("position"),
                AccountState.Status.valueOf(row.getString("status")),
                expires == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expires)),
                connections == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(connections),
                row.getInt("active"),
                zone(row.getString("zone")),
                row.getInt("zone_verified") != 0,
                row.getString("message"),
                Instant.ofEpochMilli(row.getLong("checked_at")));
    }

    private static Optional<ZoneId> zone(String id) {
        try {
            return id.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(id));
        } catch (DateTimeException unknown) { // to this version's tables of zones
            return Optional.empty();
        }
    }
}
