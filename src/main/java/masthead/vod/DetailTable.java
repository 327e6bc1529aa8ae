package masthead.vod;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.ChannelId;
import masthead.catalog.ProviderId;
import masthead.catalog.TextMap;
import org.jdbi.v3.core.Handle;

/** Table {@code title_detail}: what providers told of movies and series when they were asked. */
final class DetailTable {
    /** What was told, and when. */
    record Kept(Map<String, String> facts, Map<String, String> seasons, Instant fetchedAt) {}

    private DetailTable() {}

    static Optional<Kept> find(Handle handle, ChannelId title) {
        return handle.createQuery("SELECT facts, seasons, fetched_at FROM title_detail WHERE channel_id = :id")
                .bind("id", title.value())
                .map((row, context) -> new Kept(
                        TextMap.read(row.getString("facts")),
                        TextMap.read(row.getString("seasons")),
                        Instant.ofEpochMilli(row.getLong("fetched_at"))))
                .findOne();
    }

    static void put(Handle handle, ChannelId title, ProviderId provider, Kept kept) {
        handle.createUpdate("""
                        INSERT INTO title_detail (channel_id, provider_id, facts, seasons, fetched_at)
                        SELECT :id, p.id, :facts, :seasons, :at FROM provider p WHERE p.id = :provider
                        ON CONFLICT (channel_id) DO UPDATE SET provider_id = excluded.provider_id,
                            facts = excluded.facts, seasons = excluded.seasons, fetched_at = excluded.fetched_at
                        """)
                .bind("id", title.value())
                .bind("provider", provider.value())
                .bind("facts", TextMap.write(kept.facts()))
                .bind("seasons", TextMap.write(kept.seasons()))
                .bind("at", kept.fetchedAt().toEpochMilli())
                .execute();
    }
}
