package masthead.catalog;

import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Table {@code channel}: what viewers see; the operator's own columns win over what rules say, and these over the provider's list.
 */
final class ChannelTable {
    /** A channel as viewers see it, called {@code c}, with its category {@code g}. */
    private static final String SEEN = """
            SELECT c.id AS id, %s AS name, g.id AS category_id, g.name AS category_name,
                COALESCE(c.own_number, c.rule_number, c.number) AS number, COALESCE(c.own_logo, c.logo) AS logo,
                COALESCE(c.own_guide_id, c.guide_id) AS guide_id, c.added_at, %s AS hidden,
                c.min_bitrate, COALESCE(c.merged_into, 0) AS merged_into, c.merge_position AS merge_position,
                g.position AS category_position, COALESCE(c.rule_position, c.position) AS position
            FROM channel c
            JOIN category g ON g.id = %s
            WHERE c.removed_at IS NULL
            """.formatted(Seen.NAME, Seen.HIDDEN, Seen.CATEGORY);

    private ChannelTable() {}

    /** Everything players see: not hidden, and with the feeds that are not gone and can be played. */
    static PackedChannels onOffer(Handle handle, PackedChannels.Packer packer) {
        String playable = "AND f.kind IN (<playable>)";
        String offered = SEEN + "AND c.kind IN (<live>) AND c.merged_into IS NULL AND " + Seen.HIDDEN + " = 0";
        Query query = handle.createQuery(withFeeds(offered, "JOIN", playable))
                .bindList("live", FeedTable.LIVE)
                .bindList("playable", FeedTable.PLAYABLE);
        new ChannelRows(each -> packer.add(each.channel())).read(query);
        return packer.packed();
    }

    /** Channels that are no channels of their own, and those they were merged into. */
    static MergedIds merged(Handle handle) {
        MergedIds merged = new MergedIds();
        handle.createQuery("SELECT id, merged_into FROM channel WHERE merged_into IS NOT NULL AND removed_at IS NULL")
                .scanResultSet((rows, context) -> {
                    ResultSet row = rows.get();
                    while (row.next()) {
                        merged.add(row.getInt(1), row.getInt(2));
                    }
                    return true;
                });
        return merged;
    }

    /**
     * The channels of query {@code seen}, each with its own feeds, those of the channels merged into it, and those the operator gave
     * it, in order.
     *
     * <p>Three queries in one, each by an index: a single one over all kinds of feeds is planned so badly, where the database has
     * not counted its rows yet, that it takes minutes.
     *
     * @param join whether channels without a feed are left out
     * @param which a condition on feed {@code f}
     */
    private static String withFeeds(String seen, String join, String which) {
        return """
                WITH seen AS (%1$s)
                SELECT seen.*, %2$s, COALESCE(o.position, 2147483647) AS place, seen.merge_position AS member,
                    f.position AS feed_position
                FROM seen %3$s feed f ON f.channel_id = seen.id AND f.gone_at IS NULL %4$s
                LEFT JOIN channel_feed o ON o.channel_id = seen.id AND o.feed_id = f.id
                UNION ALL
                SELECT seen.*, %2$s, COALESCE(o.position, 2147483647) AS place, m.merge_position AS member,
                    f.position AS feed_position
                FROM seen JOIN channel m ON m.merged_into = seen.id AND m.removed_at IS NULL
                JOIN feed f ON f.channel_id = m.id AND f.gone_at IS NULL %4$s
                LEFT JOIN channel_feed o ON o.channel_id = seen.id AND o.feed_id = f.id
                UNION ALL
                SELECT seen.*, %2$s, o.position AS place, 0 AS member, f.position AS feed_position
                FROM channel_feed o JOIN seen ON seen.id = o.channel_id
                JOIN feed f ON f.id = o.feed_id AND f.channel_id <> o.channel_id AND f.gone_at IS NULL %4$s
                JOIN channel t ON t.id = f.channel_id AND COALESCE(t.merged_into, 0) <> o.channel_id
                ORDER BY category_position, category_id, position, id, place, member, feed_position, feed_id
                """.formatted(seen, FeedTable.COLUMNS, join, which);
    }

    /** @throws NoSuchEntry if there is none with this id */
    static ChannelListing listing(Handle handle, ChannelId id) {
        Query query = handle.createQuery(withFeeds(SEEN + "AND c.id = :id", "LEFT JOIN", ""))
                .bind("id", id.value());
        return listings(query).stream().findFirst().orElseThrow(() -> new NoSuchEntry("channel", id));
    }

    /** Those of {@code ids} that are not taken out, in the order players see. */
    static List<ChannelListing> listings(Handle handle, List<ChannelId> ids) {
        Query query = handle.createQuery(withFeeds(SEEN + "AND c.id IN (<ids>)", "LEFT JOIN", ""))
                .bindList("ids", ids.stream().map(ChannelId::value).toList());
        return listings(query);
    }

    private static List<ChannelListing> listings(Query query) {
        List<ChannelListing> listings = new ArrayList<>();
        new ChannelRows(listings::add).read(query);
        return listings;
    }

    /** {@code text} folded, for a LIKE whose ESCAPE is an exclamation mark. */
    static String literal(String text) {
        return Folded.of(text).replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /** @throws NoSuchEntry if there is none with this id */
    static void edit(Handle handle, ChannelEdit edit) {
        require(handle, edit.id());
        edit.name().map(String::strip).ifPresent(name -> {
            set(handle, edit.id(), "own_name = NULLIF(:value, '')", name);
            String seen = handle.createQuery("SELECT " + Seen.NAME + " FROM channel c WHERE id = :id")
                    .bind("id", edit.id().value())
                    .mapTo(String.class)
                    .one();
            set(handle, edit.id(), "folded_name = :value", Folded.of(seen));
        });
        edit.category().map(String::strip).ifPresent(name -> {
            int category =
                    name.isEmpty() ? 0 : CategoryTable.named(handle, name).value();
            set(handle, edit.id(), "own_category_id = NULLIF(:value, 0)", category);
        });
        edit.number().ifPresent(number -> set(handle, edit.id(), "own_number = :value", number));
        edit.logo().ifPresent(logo -> set(handle, edit.id(), "own_logo = :value", logo.strip()));
        edit.guideId().ifPresent(guideId -> set(handle, edit.id(), "own_guide_id = :value", guideId.strip()));
        edit.hidden().ifPresent(hidden -> {
            set(handle, edit.id(), "hidden = :value", hidden ? 1 : 0);
            set(handle, edit.id(), "own_shown = :value", hidden ? 0 : 1);
        });
        edit.mergeInto().ifPresent(into -> {
            into.filter(target -> target > 0).ifPresent(target -> require(handle, new ChannelId(target)));
            set(handle, edit.id(), "own_merged_into = NULLIF(:value, -1)", into.orElse(-1));
            Revision.set(handle, Revision.RULED, 1); // merging is done where rules are applied
        });
        edit.minBitrate().ifPresent(bits -> set(handle, edit.id(), "min_bitrate = :value", bits));
    }

    /** @throws NoSuchEntry if there is none with this id */
    static void require(Handle handle, ChannelId id) {
        boolean there = handle.createQuery("SELECT id FROM channel WHERE id = :id AND removed_at IS NULL")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!there) {
            throw new NoSuchEntry("channel", id);
        }
    }

    private static void set(Handle handle, ChannelId id, String assignment, Object value) {
        handle.createUpdate("UPDATE channel SET " + assignment + " WHERE id = :id")
                .bind("id", id.value())
                .bind("value", value)
                .execute();
    }

    /**
     * Marks it as taken out; the row stays, so that the next list still recognises its feeds.
     *
     * @throws NoSuchEntry if there is none with this id
     */
    static void remove(Handle handle, ChannelId id, Instant now) {
        require(handle, id);
        set(handle, id, "removed_at = :value", now.toEpochMilli());
    }
}
