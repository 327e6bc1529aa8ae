package masthead.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Table {@code provider}. */
final class ProviderTable {
    private static final String SELECT = """
            SELECT id, name, kind, url, max_connections, user_agent, created_at, imported_at FROM provider
            """;

    private ProviderTable() {}

    static List<Provider> all(Handle handle) {
        return handle.createQuery(SELECT + "ORDER BY id")
                .map(ProviderTable::provider)
                .list();
    }

    /** @throws NoSuchEntry if there is none with this id */
    static Provider find(Handle handle, ProviderId id) {
        return handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id.value())
                .map(ProviderTable::provider)
                .findOne()
                .orElseThrow(() -> new NoSuchEntry("provider", id));
    }

    static Provider add(Handle handle, NewProvider provider, Instant now) {
        int id = handle.createQuery("""
                        INSERT INTO provider (name, kind, url, max_connections, user_agent, created_at)
                        VALUES (:name, :kind, :url, :maxConnections, :userAgent, :now)
                        RETURNING id
                        """)
                .bind("name", provider.name())
                .bind("kind", provider.kind().name())
                .bind("url", provider.url())
                .bind("maxConnections", provider.maxConnections())
                .bind("userAgent", provider.userAgent())
                .bind("now", now.toEpochMilli())
                .mapTo(Integer.class)
                .one();
        return find(handle, new ProviderId(id));
    }

    static Provider edit(Handle handle, ProviderEdit edit) {
        Provider old = find(handle, edit.id());
        handle.createUpdate("""
                        UPDATE provider
                        SET name = :name, url = :url, max_connections = :maxConnections, user_agent = :userAgent
                        WHERE id = :id
                        """)
                .bind("id", edit.id().value())
                .bind("name", edit.name().orElse(old.name()))
                .bind("url", edit.url().orElse(old.url()))
                .bind("maxConnections", (int) edit.maxConnections().orElse(old.maxConnections()))
                .bind("userAgent", edit.userAgent().orElse(old.userAgent()))
                .execute();
        return find(handle, edit.id());
    }

    /** @return what was removed */
    static Provider remove(Handle handle, ProviderId id) {
        Provider removed = find(handle, id);
        FeedTable.removeAllOf(handle, id);
        handle.createUpdate("DELETE FROM provider WHERE id = :id")
                .bind("id", id.value())
                .execute();
        return removed;
    }

    private static Provider provider(ResultSet row, StatementContext context) throws SQLException {
        long importedAt = row.getLong("imported_at");
        return new Provider(
                new ProviderId(row.getInt("id")),
                row.getString("name"),
                ProviderKind.valueOf(row.getString("kind")),
                row.getString("url"),
                row.getInt("max_connections"),
                row.getString("user_agent"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                importedAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(importedAt)));
    }
}
