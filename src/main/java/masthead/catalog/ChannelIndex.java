package masthead.catalog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * The names of everything operators may look for, in the order players see, hidden or not: found without the database.
 *
 * <p>Takes about 30 bytes a channel: all names are in one array, folded, in UTF-8 and each with a line feed behind it, which no folded
 * name has within. Immutable.
 */
final class ChannelIndex {
    private static final byte END = '\n';
    private static final int ROWS_AT_ONCE = 1000;

    private static final String ROWS = """
            SELECT c.id AS id, c.folded_name, g.id AS category, g.position AS category_position,
                COALESCE(c.rule_position, c.position) AS position, f.provider_id
            FROM channel c JOIN feed f ON f.channel_id = c.id AND f.gone_at IS NULL JOIN category g ON g.id = %1$s
            WHERE c.kind IN (<kinds>) AND c.removed_at IS NULL
            """;
    /** With the feeds that operators gave them. */
    private static final String ROWS_BY_HAND = """
            SELECT c.id AS id, c.folded_name, g.id AS category, g.position AS category_position,
                COALESCE(c.rule_position, c.position) AS position, f.provider_id
            FROM channel_feed o JOIN feed f ON f.id = o.feed_id AND f.gone_at IS NULL
            JOIN channel c ON c.id = o.channel_id JOIN category g ON g.id = %1$s
            WHERE c.kind IN (<kinds>) AND c.removed_at IS NULL
            """;

    private final int[] ids;
    /** Where the name of each begins; one more than there are names. */
    private final int[] begins;

    private final byte[] names;
    /** The rows of each category stand together: where they begin, and where they end. */
    private final Map<CategoryId, Range> categories;

    private final Map<ProviderId, BitSet> providers;

    private record Range(int from, int until) {}

    /** What was found: the rows asked for, and how many there are in all. */
    record Hits(List<ChannelId> ids, int total) {
        Hits {
            ids = List.copyOf(ids);
        }
    }

    private ChannelIndex(
            int[] ids,
            int[] begins,
            byte[] names,
            Map<CategoryId, Range> categories,
            Map<ProviderId, BitSet> providers) {
        this.ids = ids;
        this.begins = begins;
        this.names = names;
        this.categories = categories;
        this.providers = providers;
    }

    /** Reads all of these kinds that has a feed which is not gone. */
    static ChannelIndex read(Handle handle, List<String> kinds) {
        Filling filling = new Filling();
        // A join each: with all in one condition every feed there is is looked at for every channel.
        handle.createQuery((ROWS + "UNION ALL " + ROWS_BY_HAND).formatted(Seen.CATEGORY)
                        + "ORDER BY category_position, category, position, id")
                .bindList("kinds", kinds)
                .setFetchSize(ROWS_AT_ONCE)
                .scanResultSet((rows, context) -> {
                    ResultSet row = rows.get();
                    while (row.next()) {
                        filling.take(row);
                    }
                    return true;
                });
        return filling.whole();
    }

    /** An index while it is read, row by row in order; those of a channel come one after the other. */
    private static final class Filling {
        private final ByteArrayOutputStream names = new ByteArrayOutputStream(1 << 16);
        private final Map<CategoryId, Range> categories = new HashMap<>();
        private final Map<ProviderId, BitSet> providers = new HashMap<>();
        private int[] ids = new int[1 << 10];
        private int[] begins = new int[ids.length + 1];
        private int size;
        private int category;
        private int from;

        void take(ResultSet row) throws SQLException {
            int id = row.getInt("id");
            if (size == 0 || ids[size - 1] != id) {
                if (size > 0 && category != row.getInt("category")) {
                    endCategory();
                }
                category = row.getInt("category");
                add(id, row.getString("folded_name"));
            }
            providers
                    .computeIfAbsent(new ProviderId(row.getInt("provider_id")), _ -> new BitSet())
                    .set(size - 1);
        }

        private void add(int id, String name) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, 2 * size);
                begins = Arrays.copyOf(begins, 2 * size + 1);
            }
            ids[size++] = id;
            names.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            names.write(END);
            begins[size] = names.size();
        }

        private void endCategory() {
            categories.put(new CategoryId(category), new Range(from, size));
            from = size;
        }

        ChannelIndex whole() {
            if (size > 0) {
                endCategory();
            }
            return new ChannelIndex(
                    Arrays.copyOf(ids, size),
                    Arrays.copyOf(begins, size + 1),
                    names.toByteArray(),
                    categories,
                    providers);
        }
    }

    Hits find(ChannelSearch search) {
        Range all = search.category()
                .map(each -> categories.getOrDefault(each, new Range(0, 0)))
                .orElse(new Range(0, ids.length));
        Optional<BitSet> of = search.provider().map(each -> providers.getOrDefault(each, new BitSet()));
        byte[] wanted = folded(search.text().orElse(""));
        int[] page = new int[search.limit()];
        int total = 0;
        for (int row = next(wanted, all.from()); row < all.until(); row = next(wanted, row + 1)) {
            if (of.isEmpty() || of.get().get(row)) {
                if (total >= search.offset() && total - search.offset() < page.length) {
                    page[total - search.offset()] = ids[row];
                }
                total++;
            }
        }
        return new Hits(
                IntStream.of(page)
                        .limit(Math.max(0, total - search.offset()))
                        .mapToObj(ChannelId::new)
                        .toList(),
                total);
    }

    /** The ids of all whose name has {@code text} in it. */
    BitSet named(String text) {
        BitSet found = new BitSet();
        byte[] wanted = folded(text);
        for (int row = next(wanted, 0); row < ids.length; row = next(wanted, row + 1)) {
            found.set(ids[row]);
        }
        return found;
    }

    private static byte[] folded(String text) {
        return Folded.of(text).getBytes(StandardCharsets.UTF_8);
    }

    /** The first row from {@code row} on whose name has {@code wanted} in it; as many as there are if none has. */
    private int next(byte[] wanted, int row) {
        if (wanted.length == 0 || row >= ids.length) {
            return row;
        }
        for (int at = begins[row]; at <= names.length - wanted.length; at++) {
            if (names[at] == wanted[0] && Arrays.equals(names, at, at + wanted.length, wanted, 0, wanted.length)) {
                int found = Arrays.binarySearch(begins, at);
                return found >= 0 ? found : -found - 2;
            }
        }
        return ids.length;
    }
}
