package masthead.headend;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import masthead.catalog.ProviderId;
import masthead.database.Database;
import masthead.database.Dialect;
import org.jdbi.v3.core.Handle;

/**
 * Finds for each entry in table {@code incoming} the feed it is, by SQL alone, so that a list of any length takes no memory here. Each
 * step is a short transaction: nothing but {@code incoming} is written.
 *
 * <p>A feed is recognised by what it is called, never by its address alone as long as its name is still there: providers
 * change addresses, numbers, passwords and order all the time, and players keep the ids. From the strictest to the loosest:
 *
 * <ol>
 *   <li>name, guide id, group and address
 *   <li>name, guide id and group: the address changed
 *   <li>name, guide id and address: the group changed
 *   <li>name and guide id: group and address changed
 *   <li>name and group, where one of the two has no guide id: guide ids were added or taken out
 *   <li>address: renamed; only if the feed was in the last list, because providers give old addresses to new channels, and
 *       only if most of the feeds recognised by name have kept their addresses: else all of them were given anew
 * </ol>
 *
 * Where several entries share a key, the first is the first, the second the second. Feeds that went are recognised when
 * they come back, but those still there are recognised first.
 */
final class Recognition {
    /** Episodes are asked for one series at a time, and are in no list. */
    static final String OF_LISTS = "f.url NOT LIKE 'xtream:episode/%'";

    private static final List<List<String>> BY_NAME = List.of(
            List.of("feed_key", "url_hash"),
            List.of("feed_key"),
            List.of("loose_key", "url_hash"),
            List.of("loose_key"));

    private final Database database;
    private final ProviderId provider;

    Recognition(Database database, ProviderId provider) {
        this.database = database;
        this.provider = provider;
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

    void recognise() {
        if (database.dialect() == Dialect.POSTGRESQL) {
            // Else it plans for a table as empty as it always is, and for feeds as they were long ago.
            database.change(handle -> handle.execute("ANALYZE incoming, feed"));
        }
        int left = database.read(handle -> Math.min(
                count(handle, "SELECT COUNT(*) FROM incoming WHERE provider_id = :provider"),
                count(handle, "SELECT COUNT(*) FROM feed f WHERE f.provider_id = :provider AND " + OF_LISTS)));
        for (List<String> key : BY_NAME) {
            left -= left > 0 ? byKeys(key, "TRUE", "TRUE") : 0;
        }
        left -= left > 0
                ? byKeys(List.of("name", "group_name"), "TRUE", "(here.guide_id = '' OR there.guide_id = '')")
                : 0;
        if (left > 0 && addressesAreKept()) {
            byKeys(List.of("url_hash"), "f.gone_at IS NULL", "TRUE");
        }
    }

    private boolean addressesAreKept() {
        return database.read(handle -> {
            String recognised = """
                    SELECT COUNT(*) FROM incoming i JOIN feed f ON f.id = i.feed_id
                    WHERE i.provider_id = :provider AND f.gone_at IS NULL
                    """;
            return 2 * count(handle, recognised + "AND f.url_hash = i.url_hash") >= count(handle, recognised);
        });
    }

    /**
     * @param key columns that both have
     * @param condition on feed {@code f}
     * @param together on entry {@code here} and feed {@code there}
     */
    private int byKeys(List<String> key, String condition, String together) {
        return update("""
                UPDATE incoming SET feed_id = found.feed_id
                FROM (
                    SELECT here.position, there.id AS feed_id
                    FROM (
                        SELECT position, guide_id, %1$s, ROW_NUMBER() OVER (PARTITION BY %1$s ORDER BY position) AS nth
                        FROM incoming WHERE provider_id = :provider AND feed_id IS NULL) here
                    JOIN (
                        SELECT f.id, %2$s, %6$s AS guide_id, ROW_NUMBER() OVER (PARTITION BY %2$s
                            ORDER BY CASE WHEN f.gone_at IS NULL THEN 0 ELSE 1 END, f.position, f.id) AS nth
                        FROM feed f %7$s LEFT JOIN incoming taken ON taken.feed_id = f.id
                        WHERE f.provider_id = :provider AND taken.feed_id IS NULL AND %8$s AND %4$s) there
                    ON there.nth = here.nth AND %3$s AND %5$s) found
                WHERE incoming.provider_id = :provider AND incoming.position = found.position
                """.formatted(
                        joined(key, ", ", each -> each),
                        joined(key, ", ", "f."::concat),
                        joined(key, " AND ", each -> "there." + each + " = here." + each),
                        condition,
                        together,
                        together.equals("TRUE") ? "''" : "c.guide_id",
                        together.equals("TRUE") ? "" : "JOIN channel c ON c.id = f.channel_id",
                        OF_LISTS));
    }

    private static String joined(List<String> key, String between, Function<String, String> each) {
        return key.stream().map(each).collect(Collectors.joining(between));
    }

    private int update(String sql) {
        return database.write(handle ->
                handle.createUpdate(sql).bind("provider", provider.value()).execute());
    }

    private int count(Handle handle, String sql) {
        return handle.createQuery(sql)
                .bind("provider", provider.value())
                .mapTo(Integer.class)
                .one();
    }
}
