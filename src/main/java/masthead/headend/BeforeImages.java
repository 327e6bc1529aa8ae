package masthead.headend;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import masthead.catalog.Folded;
import masthead.catalog.ProviderId;
import masthead.database.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * How a provider's feeds were before a revision, in table {@code import_before}: kept and put back by SQL alone, in the transaction of
 * the import or of its undoing. What a revision added is known by the ids it gave and needs no row.
 */
final class BeforeImages {
    private static final int CHUNK = 50_000;

    private static final String WHOLE = """
            INSERT INTO import_before (revision_id, feed_id, what, position, feed_key, loose_key, url_hash, content_hash, name,
                url, kind, headers, group_name, attributes, gone_at, folded_name, category_id, number, logo, guide_id,
                archive_days)
            SELECT :revision, f.id, 'WHOLE', f.position, f.feed_key, f.loose_key, f.url_hash, f.content_hash, f.name,
                f.url, f.kind, f.headers, f.group_name, f.attributes, f.gone_at,
                CASE WHEN c.own_name IS NULL THEN c.folded_name ELSE '' END, c.category_id, c.number, c.logo, c.guide_id,
                c.archive_days
            FROM incoming i JOIN feed f ON f.id = i.feed_id JOIN channel c ON c.id = f.channel_id
            WHERE i.provider_id = :provider AND (f.content_hash <> i.content_hash OR f.gone_at IS NOT NULL)
            """;

    private static final String PLACE = """
            INSERT INTO import_before (revision_id, feed_id, what, position)
            SELECT :revision, f.id, 'PLACE', f.position FROM incoming i JOIN feed f ON f.id = i.feed_id
            WHERE i.provider_id = :provider AND f.content_hash = i.content_hash AND f.gone_at IS NULL
            AND f.position <> i.position
            """;

    private static final String GONE = """
            INSERT INTO import_before (revision_id, feed_id, what)
            SELECT :revision, f.id, 'GONE' FROM feed f LEFT JOIN incoming i ON i.feed_id = f.id
            WHERE f.provider_id = :provider AND f.gone_at IS NULL AND i.feed_id IS NULL
            """;

    private final Handle handle;
    private final ProviderId provider;
    private final RevisionId revision;

    BeforeImages(Handle handle, ProviderId provider, RevisionId revision) {
        this.handle = handle;
        this.provider = provider;
        this.revision = revision;
    }

    /** Before table {@code incoming} is applied; returns how many rows that took. */
    int keep() {
        int kept = 0;
        for (String each : List.of(WHOLE, PLACE, GONE)) {
            kept += handle.createUpdate(each)
                    .bind("revision", revision.value())
                    .bind("provider", provider.value())
                    .execute();
        }
        return kept;
    }

    /**
     * Puts everything back, but for what is the operator's ({@code own_...}); what was new goes as if the list had lost it, so that it
     * is known when it comes again.
     *
     * @param firstChannel the first id the revision gave
     * @param fresh how many
     */
    void restore(int firstChannel, int fresh, Instant now) {
        handle.createUpdate("""
                        UPDATE feed SET gone_at = :now
                        WHERE provider_id = :provider AND channel_id >= :first AND channel_id < :end AND gone_at IS NULL
                        """)
                .bind("now", now.toEpochMilli())
                .bind("provider", provider.value())
                .bind("first", firstChannel)
                .bind("end", (long) firstChannel + fresh)
                .execute();
        update("""
                UPDATE channel
                SET kind = b.kind, name = b.name, number = b.number, logo = b.logo, guide_id = b.guide_id,
                    archive_days = b.archive_days, position = b.position, category_id = b.category_id,
                    folded_name = CASE WHEN channel.own_name IS NULL THEN b.folded_name ELSE channel.folded_name END,
                    series_id = CASE WHEN channel.name = b.name THEN channel.series_id ELSE NULL END
                FROM import_before b JOIN feed f ON f.id = b.feed_id
                WHERE b.revision_id = :revision AND b.what = 'WHOLE' AND channel.id = f.channel_id
                """);
        update("""
                UPDATE feed
                SET feed_key = b.feed_key, loose_key = b.loose_key, url_hash = b.url_hash, content_hash = b.content_hash,
                    name = b.name, url = b.url, kind = b.kind, headers = b.headers, group_name = b.group_name,
                    position = b.position, attributes = b.attributes, archive_days = b.archive_days, gone_at = b.gone_at
                FROM import_before b WHERE b.revision_id = :revision AND b.what = 'WHOLE' AND feed.id = b.feed_id
                """);
        update("""
                UPDATE channel SET position = b.position FROM import_before b JOIN feed f ON f.id = b.feed_id
                WHERE b.revision_id = :revision AND b.what = 'PLACE' AND channel.id = f.channel_id
                """);
        update("""
                UPDATE feed SET position = b.position FROM import_before b
                WHERE b.revision_id = :revision AND b.what = 'PLACE' AND feed.id = b.feed_id
                """);
        update("""
                UPDATE feed SET gone_at = NULL FROM import_before b
                WHERE b.revision_id = :revision AND b.what = 'GONE' AND feed.id = b.feed_id
                """);
        foldAgain();
    }

    private void update(String sql) {
        handle.createUpdate(sql).bind("revision", revision.value()).execute();
    }

    /** Where the operator has taken back a name of his own since: the folded one was never kept. */
    private void foldAgain() {
        PreparedBatch names = handle.prepareBatch("UPDATE channel SET folded_name = :folded WHERE id = :id");
        handle.createQuery("""
                        SELECT c.id, c.name FROM import_before b JOIN feed f ON f.id = b.feed_id
                        JOIN channel c ON c.id = f.channel_id
                        WHERE b.revision_id = :revision AND b.folded_name = '' AND c.own_name IS NULL
                        """)
                .bind("revision", revision.value())
                .map((row, context) -> names.bind("id", row.getInt("id"))
                        .bind("folded", Folded.of(row.getString("name")))
                        .add())
                .forEach(any -> {});
        if (names.size() > 0) {
            names.execute();
        }
    }

    /** Forgets how things were before these revisions, a part at a time: the one writer is everybody's. */
    static void forget(Database database, List<RevisionId> revisions) {
        for (RevisionId each : new ArrayList<>(revisions)) {
            String some = """
                    DELETE FROM import_before WHERE revision_id = :revision AND feed_id IN (
                        SELECT feed_id FROM import_before WHERE revision_id = :revision LIMIT :chunk)
                    """;
            while (database.write(handle -> handle.createUpdate(some)
                            .bind("revision", each.value())
                            .bind("chunk", CHUNK)
                            .execute())
                    == CHUNK) {
                // another part
            }
        }
    }
}
