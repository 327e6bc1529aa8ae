package masthead.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Table {@code feed}: what providers' lists hold; an import writes it, see {@code headend.Reconciliation}. */
final class FeedTable {
    /** The kinds players see among the live channels, as they are kept. */
    static final List<String> PLAYABLE = Arrays.stream(FeedKind.values())
            .filter(FeedKind::playable)
            .map(Enum::name)
            .toList();

    /** The kinds a live channel may have, also those that cannot be played. */
    static final List<String> LIVE = Arrays.stream(FeedKind.values())
            .filter(FeedKind::live)
            .map(Enum::name)
            .toList();

    private FeedTable() {}

    /** The columns {@link #feed} reads, of a feed called {@code f}. */
    static final String COLUMNS =
            "f.id AS feed_id, f.provider_id, f.kind AS feed_kind, f.url, f.headers, f.archive_days AS feed_archive_days";

    static Feed feed(ResultSet row) throws SQLException {
        return new Feed(
                new FeedId(row.getInt("feed_id")),
                new ProviderId(row.getInt("provider_id")),
                FeedKind.valueOf(row.getString("feed_kind")),
                row.getString("url"),
                TextMap.read(row.getString("headers")));
    }

    static Map<FeedKind, Integer> counts(Handle handle, ProviderId provider, boolean grouped) {
        Map<FeedKind, Integer> counts = new EnumMap<>(FeedKind.class);
        handle.createQuery("""
                        SELECT kind, COUNT(*) FROM feed
                        WHERE provider_id = :id AND gone_at IS NULL AND (:grouped = 0 OR group_name <> '')
                        GROUP BY kind
                        """)
                .bind("id", provider.value())
                .bind("grouped", grouped ? 1 : 0)
                .map((row, context) -> counts.put(FeedKind.valueOf(row.getString(1)), row.getInt(2)))
                .list();
        return counts;
    }

    /** Which of {@code feeds} have an archive, in their order. */
    static List<FeedArchive> archives(Handle handle, List<Feed> feeds) {
        List<FeedArchive> archives = new ArrayList<>();
        for (Feed each : feeds) {
            handle.createQuery("SELECT archive_days, attributes FROM feed WHERE id = :id AND archive_days > 0")
                    .bind("id", each.id().value())
                    .map((row, context) -> new FeedArchive(
                            each, row.getInt("archive_days"), TextMap.read(row.getString("attributes"))))
                    .findOne()
                    .ifPresent(archives::add);
        }
        return archives;
    }

    static void removeAllOf(Handle handle, ProviderId provider) {
        FeedOrderTable.removeAllOf(handle, provider);
        handle.createUpdate("DELETE FROM feed WHERE provider_id = :provider")
                .bind("provider", provider.value())
                .execute();
    }
}
