package masthead.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Table {@code channel_feed}: the operator's order of feeds, which no import touches; and feeds as operators see them. */
final class FeedOrderTable {
    private static final String LISTING = "SELECT " + FeedTable.COLUMNS + ", " + FeedCheckTable.COLUMNS + """
            , f.name, f.group_name, f.channel_id, f.gone_at, p.name AS provider_name
            FROM feed f JOIN provider p ON p.id = f.provider_id LEFT JOIN feed_check k ON k.feed_id = f.id
            """;

    private FeedOrderTable() {}

    /** The feeds a channel plays, in order, with those that are gone and will be back in their place. */
    static List<FeedListing> of(Handle handle, ChannelId channel) {
        ChannelTable.require(handle, channel);
        // By ids first: the database looks at every feed there is for a condition over three tables.
        return handle.createQuery(LISTING + """
                        JOIN channel c ON c.id = f.channel_id
                        LEFT JOIN channel_feed o ON o.feed_id = f.id AND o.channel_id = :channel
                        WHERE f.id IN (
                            SELECT own.id FROM feed own WHERE own.channel_id = :channel
                            UNION SELECT given.feed_id FROM channel_feed given WHERE given.channel_id = :channel
                            UNION SELECT theirs.id FROM channel m JOIN feed theirs ON theirs.channel_id = m.id
                                WHERE m.merged_into = :channel AND m.removed_at IS NULL)
                        ORDER BY COALESCE(o.position, 2147483647), c.merge_position, f.position, f.id
                        """)
                .bind("channel", channel.value())
                .map(FeedOrderTable::listing)
                .list();
    }

    /**
     * Puts this order in the place of the channel's last one.
     *
     * @throws NoSuchEntry if there is no such channel, or no such feed
     */
    static void set(Handle handle, FeedOrder order) {
        ChannelTable.require(handle, order.channel());
        order.feeds().forEach(each -> require(handle, each));
        handle.createUpdate("DELETE FROM channel_feed WHERE channel_id = :channel")
                .bind("channel", order.channel().value())
                .execute();
        if (order.feeds().isEmpty()) {
            return;
        }
        PreparedBatch rows = handle.prepareBatch(
                "INSERT INTO channel_feed (channel_id, feed_id, position) VALUES (:channel, :feed, :position)");
        for (int position = 0; position < order.feeds().size(); position++) {
            rows.bind("channel", order.channel().value())
                    .bind("feed", order.feeds().get(position).value())
                    .bind("position", position)
                    .add();
        }
        rows.execute();
    }

    private static void require(Handle handle, FeedId id) {
        boolean there = handle.createQuery("SELECT id FROM feed WHERE id = :id")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!there) {
            throw new NoSuchEntry("feed", id);
        }
    }

    static FeedPage search(Handle handle, FeedSearch search) {
        String found = """
                JOIN channel c ON c.id = f.channel_id
                WHERE f.gone_at IS NULL AND (:provider = 0 OR f.provider_id = :provider)
                AND (c.folded_name LIKE :text ESCAPE '!' OR LOWER(f.name) LIKE :text ESCAPE '!')
                """;
        int total = bind(handle.createQuery("SELECT COUNT(*) FROM feed f " + found), search)
                .mapTo(Integer.class)
                .one();
        Query page = handle.createQuery(
                        LISTING + found + "ORDER BY f.provider_id, f.position, f.id LIMIT :limit OFFSET :offset")
                .bind("limit", search.limit())
                .bind("offset", search.offset());
        return new FeedPage(bind(page, search).map(FeedOrderTable::listing).list(), total);
    }

    private static Query bind(Query query, FeedSearch search) {
        return query.bind("text", "%" + search.text().map(ChannelTable::literal).orElse("") + "%")
                .bind("provider", search.provider().map(ProviderId::value).orElse(0));
    }

    private static FeedListing listing(ResultSet row, StatementContext context) throws SQLException {
        long goneAt = row.getLong("gone_at");
        return new FeedListing(
                FeedTable.feed(row),
                row.getString("name"),
                row.getString("group_name"),
                row.getString("provider_name"),
                new ChannelId(row.getInt("channel_id")),
                goneAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(goneAt)),
                FeedCheckTable.check(row));
    }

    /** @throws NoSuchEntry if there is none with this id */
    static FeedListing one(Handle handle, FeedId id) {
        return handle.createQuery(LISTING + "WHERE f.id = :id")
                .bind("id", id.value())
                .map(FeedOrderTable::listing)
                .findOne()
                .orElseThrow(() -> new NoSuchEntry("feed", id));
    }

    /** Its feeds go: they stand in no order any more. */
    static void removeAllOf(Handle handle, ProviderId provider) {
        handle.createUpdate("""
                        DELETE FROM channel_feed
                        WHERE feed_id IN (SELECT f.id FROM feed f WHERE f.provider_id = :provider)
                        """).bind("provider", provider.value()).execute();
    }
}
