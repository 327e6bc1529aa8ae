package masthead.guide;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderId;
import masthead.catalog.Reach;
import masthead.catalog.TextMap;
import masthead.config.ProxyUrl;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** Table {@code guide_source}, and the guide's row in {@code revision}. */
final class GuideSourceTable {
    private static final String SELECT = """
            SELECT id, name, url, priority, enabled, user_agent, headers, proxy, connect_timeout, refresh, correction, zone,
                provider_id, created_at, generation, imported_at, checked_at, outcome, channels, programmes, dropped
            FROM guide_source
            """;

    private GuideSourceTable() {}

    static long version(Handle handle) {
        return handle.select("SELECT value FROM revision WHERE name = 'guide'")
                .mapTo(Long.class)
                .one();
    }

    static void raiseVersion(Handle handle) {
        handle.execute("UPDATE revision SET value = value + 1 WHERE name = 'guide'");
    }

    static List<GuideSource> all(Handle handle) {
        return handle.createQuery(SELECT + "ORDER BY priority, id")
                .map(GuideSourceTable::source)
                .list();
    }

    /** @throws NoSuchEntry if there is none with this id */
    static GuideSource find(Handle handle, GuideSourceId id) {
        return handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id.value())
                .map(GuideSourceTable::source)
                .findOne()
                .orElseThrow(() -> new NoSuchEntry("guide source", id));
    }

    static GuideSource add(Handle handle, GuideTerms terms, Instant now) {
        int id = bind(handle.createQuery("""
                        INSERT INTO guide_source (name, url, priority, enabled, user_agent, headers, proxy, connect_timeout,
                            refresh, correction, zone, provider_id, created_at)
                        VALUES (:name, :url, :priority, :enabled, :userAgent, :headers, :proxy, :connectTimeout,
                            :refresh, :correction, :zone, :provider, :now)
                        RETURNING id
                        """), terms)
                .bind("now", now.toEpochMilli())
                .mapTo(Integer.class)
                .one();
        return find(handle, new GuideSourceId(id));
    }

    static GuideSource edit(Handle handle, GuideSourceId id, GuideTerms terms) {
        GuideSource old = find(handle, id);
        bind(handle.createUpdate("""
                        UPDATE guide_source
                        SET name = :name, url = :url, priority = :priority, enabled = :enabled, user_agent = :userAgent,
                            headers = :headers, proxy = :proxy, connect_timeout = :connectTimeout, refresh = :refresh,
                            correction = :correction, zone = :zone, provider_id = :provider
                        WHERE id = :id
                        """), terms).bind("id", id.value()).execute();
        GuideTerms was = old.terms();
        if (!was.url().equals(terms.url())
                || !was.timing().correction().equals(terms.timing().correction())
                || !was.timing().zone().equals(terms.timing().zone())) {
            // What was read from the old address, or meant other times, says nothing about the new.
            handle.execute(
                    "UPDATE guide_source SET etag = '', last_modified = '', content_hash = '' WHERE id = ?",
                    id.value());
        }
        return find(handle, id);
    }

    /** @return what was removed */
    static GuideSource remove(Handle handle, GuideSourceId id) {
        GuideSource removed = find(handle, id);
        handle.execute("DELETE FROM guide_source WHERE id = ?", id.value());
        return removed;
    }

    /** What the guide was when it was last applied; empty texts where its server did not say. */
    static Seen seen(Handle handle, GuideSourceId id) {
        return handle.createQuery("SELECT etag, last_modified, content_hash FROM guide_source WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> new Seen(row.getString(1), row.getString(2), row.getString(3)))
                .findOne()
                .orElse(Seen.NOTHING);
    }

    /** The guide's programmes are from now on those of {@code generation}. */
    static void flip(Handle handle, GuideSourceId id, long generation, GuideCount count, Seen seen, Instant now) {
        int found = handle.createUpdate("""
                        UPDATE guide_source
                        SET generation = :generation, channels = :channels, programmes = :programmes, dropped = :dropped,
                            etag = :etag, last_modified = :lastModified, content_hash = :hash,
                            imported_at = :now, checked_at = :now, outcome = :outcome
                        WHERE id = :id
                        """)
                .bind("id", id.value())
                .bind("generation", generation)
                .bind("channels", count.channels())
                .bind("programmes", count.programmes())
                .bind("dropped", written(count.dropped()))
                .bind("etag", seen.etag())
                .bind("lastModified", seen.lastModified())
                .bind("hash", seen.contentHash())
                .bind("now", now.toEpochMilli())
                .bind("outcome", GuideOutcome.sentence(new GuideOutcome.Applied(count)))
                .execute();
        if (found == 0) {
            throw new NoSuchEntry("guide source", id);
        }
    }

    /** Notes how asking for it ended, if nothing was applied. */
    static void outcome(Handle handle, GuideSourceId id, GuideOutcome outcome, Instant now) {
        handle.execute(
                "UPDATE guide_source SET outcome = ?, checked_at = ? WHERE id = ?",
                GuideOutcome.sentence(outcome),
                now.toEpochMilli(),
                id.value());
    }

    private static <T extends SqlStatement<T>> T bind(T statement, GuideTerms terms) {
        return statement
                .bind("name", terms.name())
                .bind("url", terms.url())
                .bind("priority", terms.priority())
                .bind("enabled", terms.enabled() ? 1 : 0)
                .bind("userAgent", terms.userAgent())
                .bind("headers", TextMap.write(new TreeMap<>(terms.reach().headers())))
                .bind("proxy", terms.reach().proxy().map(ProxyUrl::written).orElse(""))
                .bind("connectTimeout", terms.reach().connectTimeout().map(Duration::toMillis))
                .bind("refresh", terms.timing().refresh().map(Duration::toMillis))
                .bind("correction", terms.timing().correction().toMillis())
                .bind("zone", terms.timing().zone().getId())
                .bind("provider", terms.provider().map(ProviderId::value));
    }

    private static GuideSource source(ResultSet row, StatementContext context) throws SQLException {
        String proxy = row.getString("proxy");
        int provider = row.getInt("provider_id");
        GuideTerms terms = new GuideTerms(
                row.getString("name"),
                row.getString("url"),
                row.getInt("priority"),
                row.getInt("enabled") != 0,
                row.getString("user_agent"),
                new Reach(
                        TextMap.read(row.getString("headers")),
                        proxy.isEmpty() ? Optional.empty() : Optional.of(ProxyUrl.parse(proxy)),
                        millis(row.getLong("connect_timeout")),
                        Optional.empty()),
                new GuideTiming(
                        millis(row.getLong("refresh")),
                        Duration.ofMillis(row.getLong("correction")),
                        zone(row.getString("zone"))),
                provider == 0 ? Optional.empty() : Optional.of(new ProviderId(provider)));
        GuideState state = new GuideState(
                row.getLong("generation"),
                instant(row.getLong("imported_at")),
                instant(row.getLong("checked_at")),
                row.getString("outcome"),
                row.getLong("channels"),
                row.getLong("programmes"),
                numbers(row.getString("dropped")));
        return new GuideSource(
                new GuideSourceId(row.getInt("id")), terms, Instant.ofEpochMilli(row.getLong("created_at")), state);
    }

    /** A zone this Java no longer knows must not stop the start. */
    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static Optional<Duration> millis(long kept) {
        return kept == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(kept));
    }

    private static Optional<Instant> instant(long kept) {
        return kept == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(kept));
    }

    private static String written(Map<String, Long> numbers) {
        Map<String, String> texts = new TreeMap<>();
        numbers.forEach((reason, count) -> texts.put(reason, count.toString()));
        return TextMap.write(texts);
    }

    private static Map<String, Long> numbers(String column) {
        return TextMap.read(column).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> Long.parseLong(each.getValue())));
    }

    /** What tells one version of a document from the next. */
    record Seen(String etag, String lastModified, String contentHash) {
        static final Seen NOTHING = new Seen("", "", "");
    }
}
