package masthead.headend;

import java.time.Instant;
import java.util.List;
import masthead.catalog.PlaySequence;
import masthead.catalog.ProviderId;
import masthead.http.Breakable;
import org.jdbi.v3.core.Handle;

/**
 * Brings a provider's feeds in line with table {@code incoming}, whose entries are recognised, in one transaction and by SQL alone, so
 * that a list of any length takes no memory here. How things were is kept first.
 */
final class Reconciliation {
    /** What of {@code incoming i} is not yet so in {@code feed f}. */
    private static final String DIFFERS =
            "(f.content_hash <> i.content_hash OR f.gone_at IS NOT NULL OR f.position <> i.position)";

    private final Handle handle;
    private final ProviderId provider;
    private final Instant now;
    private final Breakable work;

    Reconciliation(Handle handle, ProviderId provider, Instant now, Breakable work) {
        this.handle = handle;
        this.provider = provider;
        this.now = now;
        this.work = work;
    }

    /**
     * Makes it so. Writes only what the provider says, never what the operator wants ({@code own_...}).
     *
     * @param fresh entries that are no feed yet
     * @return the first id of what is new; 0 if nothing is
     * @throws masthead.catalog.IdsUsedUp if there are not enough ids for what is new
     * @throws masthead.http.BrokenOff if it was given up: the transaction is to be rolled back
     */
    int apply(int fresh) {
        List<Runnable> steps = List.of(this::addCategories, this::changeChannels, this::changeFeeds, this::markGone);
        for (Runnable step : steps) {
            work.check();
            step.run();
        }
        if (fresh == 0) {
            return 0;
        }
        int first = PlaySequence.take(handle, fresh);
        numberFresh(first);
        work.check();
        addFresh();
        return first;
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

    /** Before the feeds, because it is the feeds that tell which differ. An episode is of the series that its name says. */
    private void changeChannels() {
        update("""
                UPDATE channel
                SET kind = i.kind, name = i.name, number = i.number, logo = i.logo, guide_id = i.guide_id,
                    archive_days = i.archive_days, position = i.position,
                    folded_name = CASE WHEN channel.own_name IS NULL THEN i.folded_name ELSE channel.folded_name END,
                    category_id = (SELECT c.id FROM category c WHERE c.name = i.group_name),
                    series_id = CASE WHEN channel.name = i.name THEN channel.series_id ELSE NULL END
                FROM incoming i JOIN feed f ON f.id = i.feed_id
                WHERE i.provider_id = :provider AND channel.id = f.channel_id AND
                """ + DIFFERS);
    }

    private void changeFeeds() {
        update("""
                UPDATE feed AS f
                SET feed_key = i.feed_key, loose_key = i.loose_key, url_hash = i.url_hash,
                    content_hash = i.content_hash, name = i.name, url = i.url, kind = i.kind, headers = i.headers,
                    group_name = i.group_name, position = i.position, attributes = i.attributes,
                    archive_days = i.archive_days, gone_at = NULL
                FROM incoming i
                WHERE i.provider_id = :provider AND f.id = i.feed_id AND
                """ + DIFFERS);
    }

    private void markGone() {
        handle.createUpdate("""
                        UPDATE feed AS f SET gone_at = :now
                        WHERE f.provider_id = :provider AND f.gone_at IS NULL
                        AND NOT EXISTS (SELECT 1 FROM incoming i WHERE i.feed_id = f.id)
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

    private void update(String sql) {
        handle.createUpdate(sql).bind("provider", provider.value()).execute();
    }
}
