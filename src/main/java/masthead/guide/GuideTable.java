package masthead.guide;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code programme}, and its row in {@code revision}. */
final class GuideTable {
    private static final int BATCH = 1_000;

    private GuideTable() {}

    static long version(Handle handle) {
        return handle.select("SELECT value FROM revision WHERE name = 'guide'")
                .mapTo(Long.class)
                .one();
    }

    static List<Programme> programmes(Handle handle, String guideId, Instant from, int limit) {
        return handle.createQuery("""
                        SELECT id, guide_id, start_at, stop_at, title, description FROM programme
                        WHERE guide_id = :guideId AND stop_at > :from
                        ORDER BY start_at, id LIMIT :limit""")
                .bind("guideId", guideId)
                .bind("from", from.toEpochMilli())
                .bind("limit", limit)
                .map(GuideTable::programme)
                .list();
    }

    static Set<String> covered(Handle handle) {
        return new HashSet<>(handle.select("SELECT DISTINCT guide_id FROM programme")
                .mapTo(String.class)
                .list());
    }

    static void each(Handle handle, Consumer<Programme> sink) {
        handle.select("SELECT id, guide_id, start_at, stop_at, title, description FROM programme"
                        + " ORDER BY guide_id, start_at, id")
                .setFetchSize(BATCH)
                .map(GuideTable::programme)
                .useIterator(rows -> rows.forEachRemaining(sink));
    }

    /** Puts {@code programmes} in the place of all there are; tells the new version. */
    static long replace(Handle handle, Iterable<Programme> programmes) {
        handle.execute("DELETE FROM programme");
        try (PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO programme (guide_id, start_at, stop_at, title, description)
                VALUES (:guideId, :start, :stop, :title, :description)""")) {
            for (Programme each : programmes) {
                batch.bind("guideId", each.guideId())
                        .bind("start", each.start().toEpochMilli())
                        .bind("stop", each.stop().toEpochMilli())
                        .bind("title", each.title())
                        .bind("description", each.description())
                        .add();
                if (batch.size() == BATCH) {
                    batch.execute();
                }
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        }
        handle.execute("UPDATE revision SET value = value + 1 WHERE name = 'guide'");
        return version(handle);
    }

    private static Programme programme(ResultSet row, StatementContext context) throws SQLException {
        return new Programme(
                int32(row.getLong("id")),
                row.getString("guide_id"),
                Instant.ofEpochMilli(row.getLong("start_at")),
                Instant.ofEpochMilli(row.getLong("stop_at")),
                row.getString("title"),
                row.getString("description"));
    }

    /** Row ids only ever grow; players want int32. After two thousand million programmes they begin again at 1. */
    private static int int32(long id) {
        return (int) ((id - 1) % Integer.MAX_VALUE) + 1;
    }
}
