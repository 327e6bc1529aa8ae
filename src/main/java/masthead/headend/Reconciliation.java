package masthead.headend;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import masthead.catalog.PlaySequence;
import masthead.catalog.ProviderId;
import org.jdbi.v3.core.Handle;

/**
 * Brings a provider's feeds in line with table {@code incoming}, in one transaction and by SQL alone, so that a list of any
 * length takes no memory here.
 *
 * <p>A feed is recognised by what it is called, never by its address alone as long as its name is still there: providers
 * change addresses, passwords and order all the time, and players keep the ids. From the strictest to the loosest:
 *
 * <ol>
 *   <li>name, guide id, group and address
 *   <li>name, guide id and group: the address changed
 *   <li>name, guide id and address: the group changed
 *   <li>name and guide id: group and address changed
 *   <li>address: renamed; only if the feed was in the last list, because providers give old addresses to new channels
 * </ol>
 *
 * Where several entries share a key, the first is the first, the second the second. Feeds that went are recognised when
 * they come back, but those still there are recognised first.
 */
final class Reconciliation {
    private static final List<List<String>> BY_NAME = List.of(
            List.of("feed_key", "url_hash"),
            List.of("feed_key"),
            List.of("loose_key", "url_hash"),
            List.of("loose_key"));

    /** What of {@code incoming i} is not yet so in {@code feed f}. */
    private static final String DIFFERS =
            "(f.content_hash <> i.content_hash OR f.gone_at IS NOT NULL OR f.position <> i.position)";

    private final Handle handle;
    private final ProviderId provider;
    private final Instant now;

    Reconciliation(Handle handle, ProviderId provider, Instant now) {
        this.handle = handle;
        this.provider = provider;
        this.now = now;
    }

    /** Leaves one of entries that are the same in name, guide id, group and address; returns how many it dropped. */
    int dropDuplicates() {
        return update("""
                DELETE FROM incoming WHERE provider_id = :provider AND position IN (
                    SELECT position FROM (
                        SELECT position, ROW_NUMBER() OVER (PARTITION BY feed_key, url_hash ORDER BY position) AS nth
                        FROM incoming WHERE provider_id = :provider) numbered
                    WHERE nth > 1)
                """);
    }

    /** Finds for each entry the feed it is. */
    Census recognise() {
        int left = Math.min(
                count("SELECT COUNT(*) FROM incoming WHERE provider_id = :provider"),
                count("SELECT COUNT(*) FROM feed WHERE provider_id = :provider"));
        for (Iterator<List<String>> keys = BY_NAME.iterator(); left > 0 && keys.hasNext(); ) {
            left -= recognise(keys.next(), "");
        }
        if (left > 0) {
            recognise(List.of("url_hash"), "AND f.gone_at IS NULL");
        }
        return new Census(
                count("SELECT COUNT(*) FROM incoming WHERE provider_id = :provider AND feed_id IS NULL"),
                count(recognised("f.gone_at IS NOT NULL")),
                count(recognised("f.gone_at IS NULL AND f.content_hash <> i.content_hash")),
                count(recognised("f.gone_at IS NULL AND f.content_hash = i.content_hash")),
                count("SELECT COUNT(*) FROM feed WHERE provider_id = :provider AND gone_at IS NULL"));
    }

    private int recognise(List<String> key, String condition) {
        String columns = String.join(", ", key);
        String same = key.stream()
                .map(column -> "there." + column + " = here." + column)
                .collect(Collectors.joining(" AND "));
        String theirs = key.stream().map("f."::concat).collect(Collectors.joining(", "));
        return update("""
                UPDATE incoming SET feed_id = found.feed_id
                FROM (
                    SELECT here.position, there.id AS feed_id
                    FROM (
                        SELECT position, %1$s, ROW_NUMBER() OVER (PARTITION BY %1$s ORDER BY position) AS nth
                        FROM incoming WHERE provider_id = :provider AND feed_id IS NULL) here
                    JOIN (
                        SELECT f.id, %2$s, ROW_NUMBER() OVER (PARTITION BY %2$s
                            ORDER BY CASE WHEN f.gone_at IS NULL THEN 0 ELSE 1 END, f.position, f.id) AS nth
                        FROM feed f LEFT JOIN incoming taken ON taken.feed_id = f.id
                        WHERE f.provider_id = :provider AND taken.feed_id IS NULL %4$s) there
                    ON there.nth = here.nth AND %3$s) found
                WHERE incoming.provider_id = :provider AND incoming.position = found.position
                """.formatted(columns, theirs, same, condition));
    }

    private static String recognised(String condition) {
        return "SELECT COUNT(*) FROM incoming i JOIN feed f ON f.id = i.feed_id WHERE i.provider_id = :provider AND "
                + condition;
    }

    /**
     * Makes it so. Writes only what the provider says, never what the operator wants ({@code own_...}).
     *
     * @return whether anything changed that players could see
     * @throws masthead.catalog.IdsUsedUp if there are not enough ids for what is new
     */
    boolean apply(Census census) {
        addCategories();
        int changed = changeChannels() + changeFeeds();
        int gone = markGone();
        if (census.fresh() > 0) {
            numberFresh(PlaySequence.take(handle, census.fresh()));
            addFresh();
        }
        return changed + gone + census.fresh() > 0;
    }

    private void addCategories() {
        update("""
                INSERT INTO category (name, position)
                SELECT listed.group_name, known.latest + ROW_NUMBER() OVER (ORDER BY listed.earliest)
                FROM (SELECT group_name, MIN(position) AS earliest FROM incoming
                    WHERE provider_id = :provider AND group_name <> '' GROUP BY group_name) listed
                CROSS JOIN (SELECT COALESCE(MAX(position), 0) AS latest FROM category WHERE position < 2147483647) known
                WHERE NOT EXISTS (SELECT 1 FROM category c WHERE c.name = listed.group_name)
                """);
    }

    /** Before the feeds, because it is the feeds that tell which differ. */
    private int changeChannels() {
        return update("""
                UPDATE channel
                SET kind = i.kind, name = i.name, number = i.number, logo = i.logo, guide_id = i.guide_id,
                    archive_days = i.archive_days, position = i.position,
                    folded_name = CASE WHEN channel.own_name IS NULL THEN i.folded_name ELSE channel.folded_name END,
                    category_id = (SELECT c.id FROM category c WHERE c.name = i.group_name)
                FROM incoming i JOIN feed f ON f.id = i.feed_id
                WHERE i.provider_id = :provider AND channel.id = f.channel_id AND
                """ + DIFFERS);
    }

    private int changeFeeds() {
        return update("""
                UPDATE feed AS f
                SET feed_key = i.feed_key, loose_key = i.loose_key, url_hash = i.url_hash,
                    content_hash = i.content_hash, name = i.name, url = i.url, kind = i.kind, headers = i.headers,
                    group_name = i.group_name, position = i.position, attributes = i.attributes,
                    archive_days = i.archive_days, gone_at = NULL
                FROM incoming i
                WHERE i.provider_id = :provider AND f.id = i.feed_id AND
                """ + DIFFERS);
    }

    private int markGone() {
        return handle.createUpdate("""
                        UPDATE feed SET gone_at = :now
                        WHERE provider_id = :provider AND gone_at IS NULL
                        AND NOT EXISTS (SELECT 1 FROM incoming i WHERE i.feed_id = feed.id)
                        """)
                .bind("now", now.toEpochMilli())
                .bind("provider", provider.value())
                .execute();
    }

    private void numberFresh(int firstId) {
        handle.createUpdate("""
                        UPDATE incoming SET channel_id = :first - 1 + fresh.nth
                        FROM (SELECT position, ROW_NUMBER() OVER (ORDER BY position) AS nth
                            FROM incoming WHERE provider_id = :provider AND feed_id IS NULL) fresh
                        WHERE incoming.provider_id = :provider AND incoming.position = fresh.position
                        """)
                .bind("first", firstId)
                .bind("provider", provider.value())
                .execute();
    }

    private void addFresh() {
        handle.createUpdate("""
                        INSERT INTO channel (id, kind, name, folded_name, category_id, number, logo, guide_id,
                            archive_days, added_at, position)
                        SELECT i.channel_id, i.kind, i.name, i.folded_name, c.id, i.number, i.logo, i.guide_id,
                            i.archive_days, :now, i.position
                        FROM incoming i LEFT JOIN category c ON c.name = i.group_name
                        WHERE i.provider_id = :provider AND i.channel_id IS NOT NULL ORDER BY i.position
                        """)
                .bind("now", now.toEpochMilli())
                .bind("provider", provider.value())
                .execute();
        update("""
                INSERT INTO feed (provider_id, channel_id, feed_key, loose_key, url_hash, content_hash, name, url, kind,
                    headers, group_name, position, attributes, archive_days)
                SELECT provider_id, channel_id, feed_key, loose_key, url_hash, content_hash, name, url, kind,
                    headers, group_name, position, attributes, archive_days
                FROM incoming WHERE provider_id = :provider AND channel_id IS NOT NULL ORDER BY position
                """);
    }

    private int update(String sql) {
        return handle.createUpdate(sql).bind("provider", provider.value()).execute();
    }

    private int count(String sql) {
        return handle.createQuery(sql)
                .bind("provider", provider.value())
                .mapTo(Integer.class)
                .one();
    }
}
