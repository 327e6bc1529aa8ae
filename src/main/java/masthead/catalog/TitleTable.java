package masthead.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Movies and series of table {@code channel}, as operators look through them.
 *
 * <p>A search walks the index of names from its place on and stops when the page is full: no page costs more than another. What finds
 * nothing walks the whole index, which holds all that is asked of it but the feeds; where few feeds can be meant, it begins with them.
 */
final class TitleTable {
    /** Up to so many feeds are looked through one by one; of more, titles are tried in order of their names. */
    private static final int FEW = 2000;

    /** In the words of index {@code channel_titles}, for it to be seen that it fits. */
    private static final String OF_INDEX = "AND c.kind IN ('MOVIE', 'SERIES') AND c.removed_at IS NULL ";

    private static final String ROWS = "SELECT c.id AS id, c.kind, " + Seen.NAME + " AS name, " + Seen.HIDDEN
            + """
             AS hidden, g.id AS category_id, g.name AS category_name, COALESCE(c.own_logo, c.logo) AS logo, c.added_at,
                f.attributes, %s
            FROM channel c JOIN category g ON g.id = %s
            LEFT JOIN feed f ON f.channel_id = c.id AND f.gone_at IS NULL AND f.kind = c.kind
            LEFT JOIN channel_feed o ON o.channel_id = c.id AND o.feed_id = f.id
            WHERE c.id IN (<ids>) AND c.kind IN ('MOVIE', 'SERIES') AND c.removed_at IS NULL
            ORDER BY c.id, COALESCE(o.position, 2147483647), f.position, f.id
            """.formatted(FeedTable.COLUMNS, Seen.CATEGORY);

    private TitleTable() {}

    static TitlePage search(Handle handle, TitleSearch search) {
        boolean start = search.from() instanceof TitleSearch.From.Start;
        int most = start ? Math.max(search.limit() + 1, TitlePage.MOST_COUNTED) : search.limit() + 1;
        List<Integer> ids = new ArrayList<>(ids(handle, search, most));
        boolean more = ids.size() > search.limit();
        OptionalInt found = start ? OptionalInt.of(ids.size()) : OptionalInt.empty();
        List<Integer> page = ids.subList(0, Math.min(ids.size(), search.limit()));
        boolean backwards = search.from() instanceof TitleSearch.From.Before;
        Map<Integer, TitleListing> rows = listings(handle, page);
        List<TitleListing> titles = new ArrayList<>();
        page.forEach(each -> Optional.ofNullable(rows.get(each)).ifPresent(titles::add));
        return new TitlePage(
                backwards ? titles.reversed() : titles, found, backwards ? more : !start, backwards || more);
    }

    /** In the order of names; backwards where the search is. */
    private static List<Integer> ids(Handle handle, TitleSearch search, int most) {
        Optional<List<Integer>> few = few(handle, search);
        if (few.filter(List::isEmpty).isPresent()) {
            return List.of();
        }
        String sql = "SELECT c.id FROM channel c WHERE "
                + (search.part() == Part.MOVIES ? "c.kind = 'MOVIE' " : "c.kind = 'SERIES' ") + OF_INDEX
                + (search.text().isPresent() ? "AND c.folded_name LIKE :text ESCAPE '!' " : "")
                + (search.category().isPresent() ? "AND " + Seen.CATEGORY + " = :category " : "")
                + (few.isPresent() ? "AND c.id IN (<few>) " : fed(search))
                + switch (search.from()) {
                    case TitleSearch.From.Start() -> "ORDER BY c.folded_name, c.id";
                    case TitleSearch.From.After _ ->
                        "AND (c.folded_name, c.id) > (:name, :id) ORDER BY c.folded_name, c.id";
                    case TitleSearch.From.Before _ ->
                        "AND (c.folded_name, c.id) < (:name, :id) ORDER BY c.folded_name DESC, c.id DESC";
                };
        Query query = handle.createQuery(sql + " LIMIT :most").bind("most", most);
        if (few.isPresent()) {
            query.bindList("few", few.get());
        } else {
            search.provider().ifPresent(id -> query.bind("provider", id.value()));
        }
        search.text().ifPresent(text -> query.bind("text", "%" + ChannelTable.literal(text) + "%"));
        search.category().ifPresent(id -> query.bind("category", id.value()));
        switch (search.from()) {
            case TitleSearch.From.Start() -> {}
            case TitleSearch.From.After(ChannelId id) -> place(handle, query, id);
            case TitleSearch.From.Before(ChannelId id) -> place(handle, query, id);
        }
        return query.mapTo(Integer.class).list();
    }

    /** All movies that can be meant, where they are few. */
    private static Optional<List<Integer>> few(Handle handle, TitleSearch search) {
        if (search.part() != Part.MOVIES) {
            return Optional.empty();
        }
        Query query = handle.createQuery("SELECT f.channel_id FROM feed f WHERE f.kind = 'MOVIE' AND f.gone_at IS NULL "
                        + (search.provider().isPresent() ? "AND f.provider_id = :provider " : "") + "LIMIT :most")
                .bind("most", FEW + 1);
        search.provider().ifPresent(id -> query.bind("provider", id.value()));
        return Optional.of(query.mapTo(Integer.class).list()).filter(all -> all.size() <= FEW);
    }

    /** What a list or a provider has now; of a series without a line of its own, its episodes. */
    private static String fed(TitleSearch search) {
        String kind = search.part() == Part.MOVIES ? "MOVIE" : "SERIES";
        String of = search.provider().isPresent() ? " AND %s.provider_id = :provider" : "";
        String own = "(SELECT 1 FROM feed f WHERE f.channel_id = c.id AND f.gone_at IS NULL AND f.kind = '" + kind + "'"
                + of.formatted("f") + " LIMIT 1) = 1";
        return search.part() == Part.MOVIES
                ? "AND " + own + " "
                : "AND (" + own + " OR (SELECT 1 FROM channel e JOIN feed ef ON ef.channel_id = e.id "
                        + "AND ef.gone_at IS NULL WHERE e.series_id = c.id AND e.removed_at IS NULL"
                        + of.formatted("ef")
                        + " LIMIT 1) = 1) ";
    }

    private static void place(Handle handle, Query query, ChannelId id) {
        String name = handle.createQuery("SELECT folded_name FROM channel WHERE id = :id")
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne()
                .orElse("");
        query.bind("name", name).bind("id", id.value());
    }

    /** Those of {@code ids} that are titles and not taken out, by id. */
    static Map<Integer, TitleListing> listings(Handle handle, List<Integer> ids) {
        Map<Integer, TitleListing> found = new LinkedHashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        Map<Integer, Set<ProviderId>> providers = new LinkedHashMap<>();
        handle.createQuery("""
                        SELECT e.series_id, f.provider_id FROM channel e
                        JOIN feed f ON f.channel_id = e.id AND f.gone_at IS NULL
                        WHERE e.series_id IN (<ids>) AND e.removed_at IS NULL GROUP BY e.series_id, f.provider_id
                        """)
                .bindList("ids", ids)
                .map((row, context) -> providers
                        .computeIfAbsent(row.getInt(1), any -> new LinkedHashSet<>())
                        .add(new ProviderId(row.getInt(2))))
                .list();
        handle.createQuery(ROWS).bindList("ids", ids).scanResultSet((rows, context) -> {
            ResultSet row = rows.get();
            while (row.next()) {
                int id = row.getInt("id");
                int provider = row.getInt("provider_id");
                if (provider > 0) {
                    providers.computeIfAbsent(id, any -> new LinkedHashSet<>()).add(new ProviderId(provider));
                }
                if (!found.containsKey(id)) {
                    found.put(id, listing(row));
                }
            }
            return true;
        });
        found.replaceAll((id, each) -> new TitleListing(
                each.part(), each.title(), each.hidden(), List.copyOf(providers.getOrDefault(id, Set.of()))));
        return found;
    }

    private static TitleListing listing(ResultSet row) throws SQLException {
        String facts = row.getString("attributes");
        Title title = new Title(
                new ChannelId(row.getInt("id")),
                row.getString("name"),
                new Category(new CategoryId(row.getInt("category_id")), row.getString("category_name")),
                row.getString("logo"),
                Instant.ofEpochMilli(row.getLong("added_at")),
                row.getString("url") == null ? Optional.empty() : Optional.of(FeedTable.feed(row)),
                facts == null ? Map.of() : TextMap.read(facts));
        return new TitleListing(
                row.getString("kind").equals(FeedKind.MOVIE.name()) ? Part.MOVIES : Part.SERIES,
                title,
                row.getInt("hidden") != 0,
                List.of());
    }

    /** The categories that titles of {@code part} stand in, seen or not, in the order players see. */
    static List<Category> categories(Handle handle, Part part) {
        String kind = part == Part.MOVIES ? "MOVIE" : "SERIES";
        return handle.createQuery("SELECT g.id, g.name FROM category g WHERE g.id IN (SELECT DISTINCT "
                        + Seen.CATEGORY + " FROM channel c WHERE c.kind = '" + kind + "' " + OF_INDEX + ")"
                        + " ORDER BY g.position, g.id")
                .map((row, context) -> new Category(new CategoryId(row.getInt("id")), row.getString("name")))
                .list();
    }
}
