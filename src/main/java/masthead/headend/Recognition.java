package masthead.headend;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import masthead.catalog.ProviderId;
import masthead.database.Database;
import masthead.database.Dialect;
import masthead.http.Breakable;
import org.jdbi.v3.core.Handle;

/**
 * Finds for each entry in table {@code incoming} the feed it is, by SQL: a list takes a few bytes an entry here. What is long is
 * done by a reader; each write is a short transaction, and nothing but {@code incoming} is written.
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
    private static final List<List<String>> BY_NAME = List.of(
            List.of("feed_key", "url_hash"),
            List.of("feed_key"),
            List.of("loose_key", "url_hash"),
            List.of("loose_key"));

    private static final int BATCH = 5000;

    private final Database database;
    private final ProviderId provider;
    private final Breakable work;

    Recognition(Database database, ProviderId provider, Breakable work) {
        this.database = database;
        this.provider = provider;
        this.work = work;
    }

    /** Leaves one of entries that are the same in name, guide id, group and address; returns how many it dropped. */
    int dropDuplicates() {
        Found again = find("""
                SELECT position, 0 FROM (
                    SELECT position, ROW_NUMBER() OVER (PARTITION BY feed_key, url_hash ORDER BY position) AS nth
                    FROM incoming WHERE provider_id = :provider) numbered
                WHERE nth > 1
                """);
        return write("DELETE FROM incoming WHERE provider_id = ? AND position = ?", again, (row, position, any) -> {
            row.setInt(1, provider.value());
            row.setInt(2, position);
        });
    }

    void recognise() {
        if (database.dialect() == Dialect.POSTGRESQL) {
            // Else it plans for a table as empty as it always is, and for feeds as they were long ago.
            database.change(handle -> handle.execute("ANALYZE incoming, feed"));
        }
        int left = database.read(handle -> Math.min(
                count(handle, "SELECT COUNT(*) FROM incoming WHERE provider_id = :provider"),
                count(handle, "SELECT COUNT(*) FROM feed WHERE provider_id = :provider")));
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
        work.check();
        String found = """
                SELECT here.position, there.id
                FROM (
                    SELECT position, guide_id, %1$s, ROW_NUMBER() OVER (PARTITION BY %1$s ORDER BY position) AS nth
                    FROM incoming WHERE provider_id = :provider AND feed_id IS NULL) here
                JOIN (
                    SELECT f.id, %2$s, %6$s AS guide_id, ROW_NUMBER() OVER (PARTITION BY %2$s
                        ORDER BY CASE WHEN f.gone_at IS NULL THEN 0 ELSE 1 END, f.position, f.id) AS nth
                    FROM feed f %7$s LEFT JOIN incoming taken ON taken.feed_id = f.id
                    WHERE f.provider_id = :provider AND taken.feed_id IS NULL AND %4$s) there
                ON there.nth = here.nth AND %3$s AND %5$s
                """.formatted(
                        joined(key, ", ", each -> each),
                        joined(key, ", ", "f."::concat),
                        joined(key, " AND ", each -> "there." + each + " = here." + each),
                        condition,
                        together,
                        together.equals("TRUE") ? "''" : "c.guide_id",
                        together.equals("TRUE") ? "" : "JOIN channel c ON c.id = f.channel_id");
        String is = "UPDATE incoming SET feed_id = ? WHERE provider_id = ? AND position = ?";
        return write(is, find(found), (row, position, feed) -> {
            row.setInt(1, feed);
            row.setInt(2, provider.value());
            row.setInt(3, position);
        });
    }

    private static String joined(List<String> key, String between, Function<String, String> each) {
        return key.stream().map(each).collect(Collectors.joining(between));
    }

    /** Rows of a query: a position and a feed's id, or anything. */
    private static final class Found {
        private int[] positions = new int[1024];
        private int[] values = new int[1024];
        private int count;

        void add(int position, int value) {
            if (count == positions.length) {
                positions = Arrays.copyOf(positions, 2 * count);
                values = Arrays.copyOf(values, 2 * count);
            }
            positions[count] = position;
            values[count++] = value;
        }
    }

    /** On a reader: it is the long part, and the writer is everybody's. */
    private Found find(String query) {
        return database.read(handle -> handle.createQuery(query)
                .setFetchSize(BATCH) // else PostgreSQL's driver reads all of it into memory first
                .bind("provider", provider.value())
                .scanResultSet((rows, context) -> {
                    Found found = new Found();
                    ResultSet row = rows.get();
                    while (row.next()) {
                        found.add(row.getInt(1), row.getInt(2));
                    }
                    return found;
                }));
    }

    /** Puts one of what was found into a statement. */
    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement row, int position, int value) throws SQLException;
    }

    private int write(String change, Found found, Binding binding) {
        for (int from = 0; from < found.count; from += BATCH) {
            int first = from;
            int last = Math.min(first + BATCH, found.count);
            database.change(handle -> {
                try (PreparedStatement row = handle.getConnection().prepareStatement(change)) {
                    for (int each = first; each < last; each++) {
                        binding.bind(row, found.positions[each], found.values[each]);
                        row.addBatch();
                    }
                    row.executeBatch();
                } catch (SQLException e) {
                    throw new IntakeFailed(e);
                }
            });
        }
        return found.count;
    }

    private int count(Handle handle, String sql) {
        return handle.createQuery(sql)
                .bind("provider", provider.value())
                .mapTo(Integer.class)
                .one();
    }
}
