package masthead.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Table {@code feed_check}: what the last check of each feed found. */
final class FeedCheckTable {
    /** The columns {@link #check} reads, of a check called {@code k}; joined from the left, since most feeds have none. */
    static final String COLUMNS = "k.plays AS check_plays, k.reason AS check_reason, k.checked_at";

    private FeedCheckTable() {}

    static Optional<FeedCheck> check(ResultSet row) throws SQLException {
        long at = row.getLong("checked_at");
        return at == 0
                ? Optional.empty()
                : Optional.of(new FeedCheck(
                        row.getInt("check_plays") != 0, row.getString("check_reason"), Instant.ofEpochMilli(at)));
    }

    static void put(Handle handle, FeedId feed, FeedCheck check) {
        handle.createUpdate("DELETE FROM feed_check WHERE feed_id = :feed")
                .bind("feed", feed.value())
                .execute();
        handle.createUpdate("""
                        INSERT INTO feed_check (feed_id, plays, reason, checked_at)
                        VALUES (:feed, :plays, :reason, :at)
                        """)
                .bind("feed", feed.value())
                .bind("plays", check.plays() ? 1 : 0)
                .bind("reason", check.reason())
                .bind("at", check.at().toEpochMilli())
                .execute();
    }
}
