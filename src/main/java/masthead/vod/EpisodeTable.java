package masthead.vod;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import masthead.catalog.ChannelId;
import masthead.catalog.PlaySequence;
import masthead.catalog.ProviderId;
import masthead.catalog.TextMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Table {@code episode}: the episodes that a provider told of its series. An episode keeps its id as long as the provider's own id is
 * the same, else as long as season and number are; one that goes and comes back has it again.
 */
final class EpisodeTable {
    /** An episode as it was told. */
    record Told(
            String upstreamId,
            int season,
            int number,
            String name,
            String url,
            Map<String, String> facts,
            Instant addedAt) {}

    private record Known(int id, String upstreamId, int season, int number) {}

    private static final String INSERT = """
            INSERT INTO episode (id, series_id, provider_id, upstream_id, season, number, name, url, facts, added_at)
            VALUES (:id, :series, :provider, :upstream, :season, :number, :name, :url, :facts, :added)
            """;

    private static final String UPDATE = """
            UPDATE episode SET provider_id = :provider, upstream_id = :upstream, season = :season, number = :number,
                name = :name, url = :url, facts = :facts, gone_at = NULL
            WHERE id = :id
            """;

    private EpisodeTable() {}

    /** Brings the episodes of {@code series} in line with what was told now. */
    static void replace(Handle handle, ChannelId series, ProviderId provider, List<Told> told, Instant now) {
        List<Known> known = known(handle, series);
        Map<Told, Integer> found = recognised(told, known);
        PreparedBatch changes = handle.prepareBatch(UPDATE);
        found.forEach(
                (episode, id) -> bind(changes, episode, provider).bind("id", id).add());
        if (changes.size() > 0) {
            changes.execute();
        }
        List<Told> fresh =
                told.stream().filter(each -> !found.containsKey(each)).toList();
        if (!fresh.isEmpty()) {
            int id = PlaySequence.take(handle, fresh.size());
            PreparedBatch rows = handle.prepareBatch(INSERT);
            for (Told each : fresh) {
                bind(rows, each, provider)
                        .bind("id", id++)
                        .bind("series", series.value())
                        .bind("added", each.addedAt().toEpochMilli())
                        .add();
            }
            rows.execute();
        }
        Set<Integer> there = new HashSet<>(found.values());
        List<Integer> gone = known.stream()
                .map(Known::id)
                .filter(each -> !there.contains(each))
                .toList();
        PreparedBatch leaving =
                handle.prepareBatch("UPDATE episode SET gone_at = COALESCE(gone_at, :now) WHERE id = :id");
        gone.forEach(
                each -> leaving.bind("id", each).bind("now", now.toEpochMilli()).add());
        if (leaving.size() > 0) {
            leaving.execute();
        }
    }

    private static List<Known> known(Handle handle, ChannelId series) {
        return handle.createQuery("""
                        SELECT id, upstream_id, season, number FROM episode WHERE series_id = :series
                        ORDER BY CASE WHEN gone_at IS NULL THEN 0 ELSE 1 END, id
                        """)
                .bind("series", series.value())
                .map((row, context) -> new Known(
                        row.getInt("id"), row.getString("upstream_id"), row.getInt("season"), row.getInt("number")))
                .list();
    }

    private static Map<Told, Integer> recognised(List<Told> told, List<Known> known) {
        Map<Told, Integer> found = new HashMap<>();
        List<Known> left = new ArrayList<>(known);
        for (Told each : told) {
            take(left, each, found, kept -> kept.upstreamId().equals(each.upstreamId()));
        }
        for (Told each : told) {
            if (!found.containsKey(each) && each.number() > 0) {
                take(left, each, found, kept -> kept.season() == each.season() && kept.number() == each.number());
            }
        }
        return found;
    }

    private static void take(
            List<Known> left, Told told, Map<Told, Integer> found, java.util.function.Predicate<Known> same) {
        left.stream().filter(same).findFirst().ifPresent(each -> {
            left.remove(each);
            found.put(told, each.id());
        });
    }

    private static PreparedBatch bind(PreparedBatch batch, Told told, ProviderId provider) {
        return batch.bind("provider", provider.value())
                .bind("upstream", told.upstreamId())
                .bind("season", told.season())
                .bind("number", told.number())
                .bind("name", told.name())
                .bind("url", told.url())
                .bind("facts", TextMap.write(told.facts()));
    }
}
