package masthead.guide;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import masthead.catalog.ChannelId;
import masthead.guide.Decision.What;
import masthead.guide.match.Identity;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** Table {@code guide_decision}. */
final class DecisionTable {
    private DecisionTable() {}

    /** All of them, the oldest first. */
    static List<Decision> all(Handle handle) {
        return handle.select("SELECT * FROM guide_decision ORDER BY decided_at, channel_id")
                .map(DecisionTable::decision)
                .list();
    }

    private static Decision decision(ResultSet row, StatementContext context) throws SQLException {
        String guideId = row.getString("guide_id");
        What what = switch (row.getString("kind")) {
            case "SET" -> new What.Set(new GuidePlace(new GuideSourceId(row.getInt("source_id")), guideId));
            case "NONE" -> new What.None();
            case "REFUSE" -> new What.Refuse(guideId);
            case "SHIFT" -> new What.Shift(Duration.ofMillis(row.getLong("shift")));
            default -> throw new SQLException("no such kind of decision: " + row.getString("kind"));
        };
        return new Decision(
                new ChannelId(row.getInt("channel_id")),
                Identity.of(row.getString("name_key"), row.getString("countries")),
                what,
                Instant.ofEpochMilli(row.getLong("decided_at")));
    }

    static void add(Handle handle, Collection<Decision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO guide_decision
                    (channel_id, kind, source_id, guide_id, shift, name_key, countries, decided_at)
                VALUES (:channel, :kind, :source, :guideId, :shift, :name, :countries, :at)
                ON CONFLICT (channel_id, kind, source_id, guide_id) DO UPDATE
                SET shift = excluded.shift, name_key = excluded.name_key, countries = excluded.countries,
                    decided_at = excluded.decided_at""")) {
            decisions.forEach(each -> bind(batch, each));
            batch.execute();
        }
    }

    private static void bind(PreparedBatch batch, Decision decision) {
        batch.bind("channel", decision.channel().value())
                .bind("name", decision.identity().name())
                .bind("countries", decision.identity().countriesText())
                .bind("at", decision.at().toEpochMilli());
        switch (decision.what()) {
            case What.Set(GuidePlace place) -> bind(batch, "SET", place.source().value(), place.guideId(), 0);
            case What.None() -> bind(batch, "NONE", 0, "", 0);
            case What.Refuse(String guideId) -> bind(batch, "REFUSE", 0, guideId, 0);
            case What.Shift(Duration by) -> bind(batch, "SHIFT", 0, "", by.toMillis());
        }
        batch.add();
    }

    private static void bind(PreparedBatch batch, String kind, int source, String guideId, long shift) {
        batch.bind("kind", kind).bind("source", source).bind("guideId", guideId).bind("shift", shift);
    }

    /** Forgets what was decided of a channel. */
    static void remove(Handle handle, ChannelId channel) {
        handle.createUpdate("DELETE FROM guide_decision WHERE channel_id = :channel")
                .bind("channel", channel.value())
                .execute();
    }

    /** Forgets one kind of what was decided of a channel; of {@code source} alone if it is not 0. */
    static void remove(Handle handle, ChannelId channel, String kind, int source) {
        handle.createUpdate("DELETE FROM guide_decision WHERE channel_id = :channel AND kind = :kind"
                        + " AND (:source = 0 OR source_id = :source)")
                .bind("channel", channel.value())
                .bind("kind", kind)
                .bind("source", source)
                .execute();
    }
}
