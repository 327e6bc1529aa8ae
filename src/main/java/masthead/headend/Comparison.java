package masthead.headend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.ProviderId;
import masthead.headend.ImportReport.Category;
import masthead.headend.ImportReport.Sample;
import masthead.headend.ImportReport.Sort;
import org.jdbi.v3.core.Handle;

/**
 * How a list compares with what is there, once its entries are recognised.
 *
 * @param parts counts of live channels, movies and series apart
 * @param reordered entries in another place and else as they were
 */
record Comparison(ImportReport report, Map<String, EntryCounts> parts, int reordered) {
    /** A provider with fewer entries may lose any share of them: one of two channels gone is no sign of trouble. */
    private static final int SMALL = 10;
    /** Lists may have a group for each entry. */
    private static final int MOST_GROUPS = 10_000;

    private static final int MOST_CATEGORIES = 500;
    private static final int SAMPLES = 20;

    /** One of the {@link #parts}. */
    static final String LIVE = "live channels";

    private static final String PART = """
            CASE WHEN %1$s.kind = 'MOVIE' THEN 'movies' WHEN %1$s.kind IN ('SERIES', 'EPISODE') THEN 'series'
                ELSE '""" + LIVE + "' END";

    private static final String LISTED = """
            SELECT i.group_name, %s AS part,
                SUM(CASE WHEN f.id IS NULL THEN 1 ELSE 0 END) AS fresh,
                SUM(CASE WHEN f.gone_at IS NULL AND f.content_hash <> i.content_hash THEN 1 ELSE 0 END) AS changed,
                SUM(CASE WHEN f.gone_at IS NULL AND f.group_name <> i.group_name THEN 1 ELSE 0 END) AS moved,
                SUM(CASE WHEN f.gone_at IS NOT NULL THEN 1 ELSE 0 END) AS returned,
                SUM(CASE WHEN f.gone_at IS NULL AND f.content_hash = i.content_hash THEN 1 ELSE 0 END) AS unchanged,
                SUM(CASE WHEN f.gone_at IS NULL AND f.content_hash = i.content_hash AND f.position <> i.position
                    THEN 1 ELSE 0 END) AS reordered
            FROM incoming i LEFT JOIN feed f ON f.id = i.feed_id
            WHERE i.provider_id = :provider GROUP BY 1, 2
            """.formatted(PART.formatted("i"));

    private static final String MISSING = """
            SELECT f.group_name, %s AS part, COUNT(*) AS gone
            FROM feed f LEFT JOIN incoming i ON i.feed_id = f.id
            WHERE f.provider_id = :provider AND f.gone_at IS NULL AND i.feed_id IS NULL GROUP BY 1, 2
            """.formatted(PART.formatted("f"));

    /** @param skipped what was left out of the list, by reason */
    static Comparison of(Handle handle, ProviderId provider, Map<String, Integer> skipped) {
        Tally tally = new Tally();
        handle.createQuery(LISTED)
                .bind("provider", provider.value())
                .map((row, context) -> {
                    tally.reordered += row.getInt("reordered");
                    EntryCounts counts = new EntryCounts(
                            row.getInt("fresh"),
                            row.getInt("changed"),
                            row.getInt("moved"),
                            0,
                            row.getInt("returned"),
                            row.getInt("unchanged"));
                    tally.add(row.getString("group_name"), row.getString("part"), counts);
                    return true;
                })
                .forEach(any -> {});
        handle.createQuery(MISSING)
                .bind("provider", provider.value())
                .map((row, context) -> {
                    EntryCounts gone = new EntryCounts(0, 0, 0, row.getInt("gone"), 0, 0);
                    tally.add(row.getString("group_name"), row.getString("part"), gone);
                    return true;
                })
                .forEach(any -> {});
        return tally.done(samples(handle, provider, tally.total), skipped);
    }

    private static Map<Sort, List<Sample>> samples(Handle handle, ProviderId provider, EntryCounts total) {
        Map<Sort, List<Sample>> samples = new EnumMap<>(Sort.class);
        String known = "FROM incoming i JOIN feed f ON f.id = i.feed_id WHERE i.provider_id = :provider AND ";
        String both = "SELECT i.name, i.group_name, f.name AS old_name, f.group_name AS old_group ";
        if (total.fresh() > 0) {
            samples.put(Sort.NEW, some(handle, provider, """
                    SELECT i.name, i.group_name, '' AS old_name, '' AS old_group FROM incoming i
                    WHERE i.provider_id = :provider AND i.feed_id IS NULL ORDER BY i.position LIMIT :most
                    """));
        }
        String order = " ORDER BY i.position LIMIT :most";
        if (total.changed() > 0) {
            String same = "f.gone_at IS NULL AND f.content_hash <> i.content_hash AND f.group_name = i.group_name";
            samples.put(Sort.CHANGED, some(handle, provider, both + known + same + order));
        }
        if (total.moved() > 0) {
            String moved = "f.gone_at IS NULL AND f.group_name <> i.group_name";
            samples.put(Sort.MOVED, some(handle, provider, both + known + moved + order));
        }
        if (total.returned() > 0) {
            samples.put(Sort.RETURNED, some(handle, provider, both + known + "f.gone_at IS NOT NULL" + order));
        }
        if (total.gone() > 0) {
            samples.put(Sort.GONE, some(handle, provider, """
                    SELECT f.name, f.group_name, f.name AS old_name, f.group_name AS old_group
                    FROM feed f LEFT JOIN incoming i ON i.feed_id = f.id
                    WHERE f.provider_id = :provider AND f.gone_at IS NULL AND i.feed_id IS NULL
                    ORDER BY f.position, f.id LIMIT :most
                    """));
        }
        return samples;
    }

    private static List<Sample> some(Handle handle, ProviderId provider, String sql) {
        return handle.createQuery(sql)
                .bind("provider", provider.value())
                .bind("most", SAMPLES)
                .map((row, context) -> new Sample(
                        row.getString("name"),
                        row.getString("group_name"),
                        row.getString("old_name"),
                        row.getString("old_group")))
                .list();
    }

    /** Whether the catalog would be another one. */
    boolean changes() {
        return report.total().touched() + reordered > 0;
    }

    /**
     * Why the list looks wrong, if it does.
     *
     * @param loss the share of entries that may be gone
     */
    Optional<String> doubt(double loss) {
        if (report.total().entries() == 0) {
            return Optional.of("The list has no usable entry.");
        }
        if (tooMuch(report.total(), loss)) {
            return Optional.of(sentence(report.total(), "entries"));
        }
        return parts.entrySet().stream()
                .filter(each -> tooMuch(each.getValue(), loss))
                .map(each -> sentence(each.getValue(), each.getKey()))
                .findFirst();
    }

    private static boolean tooMuch(EntryCounts counts, double loss) {
        return counts.current() >= SMALL && counts.gone() > loss * counts.current();
    }

    private static String sentence(EntryCounts counts, String what) {
        return "The list lost " + counts.gone() + " of " + counts.current() + " " + what
                + ", more than headend.suspicious-loss allows.";
    }

    /** Adds up. */
    private static final class Tally {
        private final Map<String, EntryCounts> groups = new HashMap<>();
        private final Map<String, EntryCounts> parts = new HashMap<>();
        private final java.util.Set<String> leftOut = new java.util.HashSet<>();
        private EntryCounts total = EntryCounts.NONE;
        private int reordered;

        void add(String group, String part, EntryCounts counts) {
            total = total.plus(counts);
            parts.merge(part, counts, EntryCounts::plus);
            if (groups.size() < MOST_GROUPS || groups.containsKey(group)) {
                groups.merge(group, counts, EntryCounts::plus);
            } else {
                leftOut.add(group);
            }
        }

        Comparison done(Map<Sort, List<Sample>> samples, Map<String, Integer> skipped) {
            List<Category> categories = new ArrayList<>();
            groups.forEach((name, counts) -> categories.add(new Category(name, counts)));
            categories.sort(
                    Comparator.<Category>comparingInt(each -> -each.counts().touched())
                            .thenComparing(Category::name));
            List<Category> kept = categories.subList(0, Math.min(MOST_CATEGORIES, categories.size()));
            int more = categories.size() - kept.size() + leftOut.size();
            return new Comparison(new ImportReport(total, kept, more, samples, skipped), Map.copyOf(parts), reordered);
        }
    }
}
