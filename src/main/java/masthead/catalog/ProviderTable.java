package masthead.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import masthead.config.ProxyUrl;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** Table {@code provider}. */
final class ProviderTable {
    private static final String SELECT = """
            SELECT id, name, kind, url, max_connections, user_agent, created_at, imported_at,
                headers, proxy, connect_timeout, silence_timeout, options, refresh
            FROM provider
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

    /** The guides that the providers' last lists named. */
    static List<NamedGuide> guides(Handle handle) {
        List<NamedGuide> guides = new ArrayList<>();
        handle.select("SELECT id, name, guides FROM provider WHERE guides <> '' ORDER BY id")
                .map((row, context) -> {
                    ProviderId id = new ProviderId(row.getInt(1));
                    String name = row.getString(2);
                    return row.getString(3)
                            .lines()
                            .map(url -> new NamedGuide(id, name, url))
                            .toList();
                })
                .forEach(guides::addAll);
        return guides;
    }

    static Provider add(Handle handle, NewProvider provider, Instant now) {
        Query insert = handle.createQuery("""
                        INSERT INTO provider (name, kind, url, max_connections, user_agent, created_at,
                            headers, proxy, connect_timeout, silence_timeout, options, refresh)
                        VALUES (:name, :kind, :url, :maxConnections, :userAgent, :now,
                            :headers, :proxy, :connectTimeout, :silenceTimeout, :options, :refresh)
                        RETURNING id
                        """)
                .bind("name", provider.name())
                .bind("kind", provider.kind().name())
                .bind("url", provider.url())
                .bind("maxConnections", provider.maxConnections())
                .bind("userAgent", provider.userAgent())
                .bind("now", now.toEpochMilli());
        int id = bind(bind(insert, provider.reach()), provider.upkeep())
                .mapTo(Integer.class)
                .one();
        return find(handle, new ProviderId(id));
    }

    static Provider edit(Handle handle, ProviderEdit edit) {
        Provider old = find(handle, edit.id());
        Update update = handle.createUpdate("""
                        UPDATE provider
                        SET name = :name, url = :url, max_connections = :maxConnections, user_agent = :userAgent,
                            headers = :headers, proxy = :proxy, connect_timeout = :connectTimeout,
                            silence_timeout = :silenceTimeout, options = :options, refresh = :refresh
                        WHERE id = :id
                        """)
                .bind("id", edit.id().value())
                .bind("name", edit.name().orElse(old.name()))
                .bind("url", edit.url().orElse(old.url()))
                .bind("maxConnections", (int) edit.maxConnections().orElse(old.maxConnections()))
                .bind("userAgent", edit.userAgent().orElse(old.userAgent()));
        bind(bind(update, edit.reach().applyTo(old.reach())), edit.upkeep().applyTo(old.upkeep()))
                .execute();
        // What was read by the old rules from the old address says nothing about the new.
        handle.execute(
                "DELETE FROM provider_document WHERE provider_id = ?", edit.id().value());
        return find(handle, edit.id());
    }

    private static <T extends SqlStatement<T>> T bind(T statement, Reach reach) {
        return statement
                .bind("headers", TextMap.write(new TreeMap<>(reach.headers())))
                .bind("proxy", reach.proxy().map(ProxyUrl::written).orElse(""))
                .bind("connectTimeout", reach.connectTimeout().map(Duration::toMillis))
                .bind("silenceTimeout", reach.silenceTimeout().map(Duration::toMillis));
    }

    private static <T extends SqlStatement<T>> T bind(T statement, Upkeep upkeep) {
        return statement
                .bind("options", TextMap.write(new TreeMap<>(upkeep.options())))
                .bind("refresh", upkeep.refresh().map(Duration::toMillis));
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
                importedAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(importedAt)),
                reach(row),
                new Upkeep(TextMap.read(row.getString("options")), millis(row.getLong("refresh"))));
    }

    private static Reach reach(ResultSet row) throws SQLException {
        String proxy = row.getString("proxy");
        return new Reach(
                TextMap.read(row.getString("headers")),
                proxy.isEmpty() ? Optional.empty() : Optional.of(ProxyUrl.parse(proxy)),
                millis(row.getLong("connect_timeout")),
                millis(row.getLong("silence_timeout")));
    }

    private static Optional<Duration> millis(long kept) {
        return kept == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(kept));
    }
}
