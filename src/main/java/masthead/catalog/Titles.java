package masthead.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import masthead.database.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Movies, series and episodes, asked from the database: there are too many for a snapshot, and nobody zaps through them.
 *
 * <p>Blocks; on a virtual thread.
 */
public final class Titles {
    private static final String NAME = Seen.NAME;
    private static final String CATEGORY = Seen.CATEGORY;
    private static final String HIDDEN = Seen.HIDDEN;
    private static final int ROWS_AT_ONCE = 500;

    /** A series of a list has no feed; it is there while one of its episodes is. */
    private static final String HAS_EPISODE = """
            EXISTS (SELECT 1 FROM channel e JOIN feed ef ON ef.channel_id = e.id AND ef.gone_at IS NULL
                WHERE e.series_id = c.id AND e.removed_at IS NULL)
            """;

    private static final String MOVIES = """
            FROM channel c JOIN category g ON g.id = %s
            JOIN feed f ON f.channel_id = c.id AND f.gone_at IS NULL AND f.kind = 'MOVIE'
            WHERE c.kind = 'MOVIE' AND c.removed_at IS NULL AND %s = 0
            """.formatted(CATEGORY, HIDDEN);

    private static final String SERIES = """
            FROM channel c JOIN category g ON g.id = %s
            LEFT JOIN feed f ON f.channel_id = c.id AND f.gone_at IS NULL AND f.kind = 'SERIES'
            WHERE c.kind = 'SERIES' AND c.removed_at IS NULL AND %s = 0 AND (f.id IS NOT NULL OR %s)
            """.formatted(CATEGORY, HIDDEN, HAS_EPISODE);

    private static final String COLUMNS = "SELECT c.id AS id, " + NAME
            + " AS name, g.id AS category_id, g.name AS category_name, COALESCE(c.own_logo, c.logo) AS logo, c.added_at, "
            + "f.attributes, " + FeedTable.COLUMNS + " ";

    private static final String EPISODE_COLUMNS = "SELECT c.id AS id, c.season, c.episode AS number, " + NAME + """
             AS name, COALESCE(c.own_logo, c.logo) AS logo, c.added_at, f.url, f.attributes AS facts
            """;

    private final Database database;

    public Titles(Database database) {
        this.database = database;
    }

    /** The categories that hold something of {@code part}, in the order players see. */
    public List<Category> categories(Part part) {
        return database.read(handle -> handle.createQuery("SELECT g.id, g.name FROM category g WHERE g.id IN (SELECT "
                        + CATEGORY + " " + from(part) + ") ORDER BY g.position, g.id")
                .map((row, context) -> new Category(new CategoryId(row.getInt("id")), row.getString("name")))
                .list());
    }

    private static String from(Part part) {
        return switch (part) {
            case MOVIES -> MOVIES;
            case SERIES -> SERIES;
            case LIVE -> throw new IllegalArgumentException("live channels are in the catalog");
        };
    }

    /** Hands over every movie or series that players see, in their order, in constant memory; on another thread. */
    public void each(Part part, Optional<CategoryId> category, Consumer<Title> sink) {
        String only = category.isPresent() ? "AND g.id = :category " : "";
        database.read(handle -> {
            Query query = handle.createQuery(COLUMNS + from(part) + only
                            + "ORDER BY g.position, g.id, c.position, c.id, f.position, f.id")
                    .setFetchSize(ROWS_AT_ONCE);
            category.ifPresent(id -> query.bind("category", id.value()));
            return query.scanResultSet((rows, context) -> {
                ResultSet row = rows.get();
                int last = 0;
                while (row.next()) {
                    int id = row.getInt("id");
                    if (id != last) {
                        sink.accept(title(row));
                    }
                    last = id;
                }
                return true;
            });
        });
    }

    /** One movie or series; empty where players see none of this id. */
    public Optional<Title> find(Part part, ChannelId id) {
        return database.read(
                handle -> handle.createQuery(COLUMNS + from(part) + "AND c.id = :id ORDER BY f.position, f.id")
                        .bind("id", id.value())
                        .map((row, context) -> title(row))
                        .findFirst());
    }

    private static Title title(ResultSet row) throws SQLException {
        boolean fed = row.getString("url") != null;
        String facts = row.getString("attributes");
        return new Title(
                new ChannelId(row.getInt("id")),
                row.getString("name"),
                new Category(new CategoryId(row.getInt("category_id")), row.getString("category_name")),
                row.getString("logo"),
                Instant.ofEpochMilli(row.getLong("added_at")),
                fed ? Optional.of(FeedTable.feed(row)) : Optional.empty(),
                facts == null ? Map.of() : TextMap.read(facts));
    }

    /** The episodes of a series, by season and number. */
    public List<Episode> episodes(ChannelId series) {
        return database.read(handle -> Stream.concat(listed(handle, series), told(handle, series))
                .sorted(Comparator.comparingInt(Episode::season)
                        .thenComparingInt(Episode::number)
                        .thenComparing(Episode::id))
                .toList());
    }

    private static Stream<Episode> listed(Handle handle, ChannelId series) {
        List<Episode> all = new ArrayList<>();
        handle.createQuery(EPISODE_COLUMNS + """
                        FROM channel c JOIN feed f ON f.channel_id = c.id AND f.gone_at IS NULL
                        WHERE c.series_id = :series AND c.kind = 'EPISODE' AND c.removed_at IS NULL AND %s = 0
                        ORDER BY c.id, f.position, f.id
                        """.formatted(HIDDEN))
                .bind("series", series.value())
                .map((row, context) -> episode(row))
                .forEach(each -> {
                    if (all.isEmpty() || !all.getLast().id().equals(each.id())) {
                        all.add(each);
                    }
                });
        return all.stream();
    }

    private static Stream<Episode> told(Handle handle, ChannelId series) {
        return handle
                .createQuery("""
                        SELECT id, season, number, name, '' AS logo, added_at, url, facts FROM episode
                        WHERE series_id = :series AND gone_at IS NULL
                        """)
                .bind("series", series.value())
                .map((row, context) -> episode(row))
                .list()
                .stream();
    }

    private static Episode episode(ResultSet row) throws SQLException {
        return new Episode(
                new ChannelId(row.getInt("id")),
                row.getInt("season"),
                row.getInt("number"),
                row.getString("name"),
                row.getString("logo"),
                Instant.ofEpochMilli(row.getLong("added_at")),
                row.getString("url"),
                TextMap.read(row.getString("facts")));
    }

    /** Hands over every episode there is, with the id and category of its series, in constant memory; on another thread. */
    public void eachEpisode(Consumer<ListedEpisode> sink) {
        database.read(handle -> handle.createQuery("""
                        SELECT e.id, e.name, e.season, e.number, e.url, e.attributes, %1$s AS category_id, c.id AS series_id, %2$s AS series_name
                        FROM (SELECT x.id, x.series_id, COALESCE(x.own_name, x.name) AS name, f.url, f.attributes,
                                x.season, x.episode AS number
                            FROM channel x JOIN feed f ON f.channel_id = x.id AND f.gone_at IS NULL
                            WHERE x.kind = 'EPISODE' AND x.series_id IS NOT NULL AND x.removed_at IS NULL
                                AND x.hidden = 0
                            UNION ALL
                            SELECT id, series_id, name, url, facts, season, number FROM episode WHERE gone_at IS NULL) e
                        JOIN channel c ON c.id = e.series_id
                        JOIN category g ON g.id = %1$s
                        WHERE c.removed_at IS NULL AND %3$s = 0
                        ORDER BY g.position, g.id, c.position, c.id, e.season, e.number, e.id
                        """.formatted(CATEGORY, NAME, HIDDEN))
                .setFetchSize(ROWS_AT_ONCE)
                .scanResultSet((rows, context) -> {
                    ResultSet row = rows.get();
                    int last = 0;
                    while (row.next()) {
                        int id = row.getInt("id");
                        if (id != last) {
                            sink.accept(new ListedEpisode(
                                    new ChannelId(id),
                                    titled(row),
                                    row.getString("url"),
                                    TextMap.read(row.getString("attributes")),
                                    new CategoryId(row.getInt("category_id"))));
                        }
                        last = id;
                    }
                    return true;
                }));
    }

    private static String titled(ResultSet row) throws SQLException {
        String series = row.getString("series_name");
        return row.getInt("number") == 0
                ? series + " " + row.getString("name")
                : "%s S%02dE%02d".formatted(series, row.getInt("season"), row.getInt("number"));
    }

    /**
     * An episode in a list of all.
     *
     * @param title its series, season and number, as playlists have it
     * @param category where its series stands
     */
    public record ListedEpisode(
            ChannelId id, String title, String url, Map<String, String> facts, CategoryId category) {}

    /**
     * A picture as a list has it.
     *
     * @param address may be anything
     */
    public record Poster(ProviderId provider, String address) {}

    /** The poster of a movie, series or episode of a list, whoever sees it; of a series without a feed, its episodes' provider's. */
    public Optional<Poster> poster(ChannelId title) {
        return database.read(handle -> handle.createQuery("""
                        SELECT COALESCE(c.own_logo, c.logo) AS logo, (SELECT MIN(f.provider_id)
                            FROM feed f JOIN channel e ON e.id = f.channel_id
                            WHERE f.gone_at IS NULL AND (e.id = :id OR e.series_id = :id)) AS provider_id
                        FROM channel c
                        WHERE c.id = :id AND c.kind IN ('MOVIE', 'SERIES', 'EPISODE') AND c.removed_at IS NULL
                        """)
                .bind("id", title.value())
                .map((row, context) -> row.getInt("provider_id") == 0
                        ? Optional.<Poster>empty()
                        : Optional.of(new Poster(new ProviderId(row.getInt("provider_id")), row.getString("logo"))))
                .findOne()
                .flatMap(each -> each));
    }

    /** Movies or series as operators look through them: hidden ones too. */
    public TitlePage search(TitleSearch search) {
        return database.read(handle -> TitleTable.search(handle, search));
    }

    /** One movie or series as operators see it, hidden or not; empty where there is none of this id. */
    public Optional<TitleListing> listing(ChannelId id) {
        return database.read(handle -> Optional.ofNullable(
                TitleTable.listings(handle, List.of(id.value())).get(id.value())));
    }

    /** The categories that titles of {@code part} stand in, whether players see them or not. */
    public List<Category> filled(Part part) {
        return database.read(handle -> TitleTable.categories(handle, part));
    }

    /** What is played under {@code id}; empty where players see no movie or episode of this id. */
    public Optional<TitleFile> file(ChannelId id) {
        return database.read(handle -> listedFile(handle, id).or(() -> toldFile(handle, id)));
    }

    private static Optional<TitleFile> listedFile(Handle handle, ChannelId id) {
        List<TitleFile> rows = handle.createQuery("""
                        SELECT c.kind AS channel_kind, %1$s AS name, %2$s AS own_category,
                            (SELECT %2$s FROM channel c WHERE c.id = s.series_id) AS series_category,
                            f.attributes, %3$s
                        FROM channel c JOIN channel s ON s.id = c.id
                        JOIN feed f ON f.channel_id = c.id AND f.gone_at IS NULL AND f.kind IN ('MOVIE', 'EPISODE')
                        LEFT JOIN channel_feed o ON o.channel_id = c.id AND o.feed_id = f.id
                        WHERE c.id = :id AND c.removed_at IS NULL AND %4$s = 0 AND c.kind IN ('MOVIE', 'EPISODE')
                        ORDER BY COALESCE(o.position, 2147483647), f.position, f.id
                        """.formatted(NAME, CATEGORY, FeedTable.COLUMNS, HIDDEN))
                .bind("id", id.value())
                .map((row, context) -> file(id, row))
                .list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        TitleFile first = rows.getFirst();
        List<Feed> feeds = rows.stream().flatMap(each -> each.feeds().stream()).toList();
        return Optional.of(new TitleFile(id, first.name(), first.part(), first.category(), feeds, first.facts()));
    }

    private static TitleFile file(ChannelId id, ResultSet row) throws SQLException {
        boolean movie = row.getString("channel_kind").equals(FeedKind.MOVIE.name());
        int series = row.getInt("series_category");
        int category = series == 0 ? row.getInt("own_category") : series;
        return new TitleFile(
                id,
                row.getString("name"),
                movie ? Part.MOVIES : Part.SERIES,
                new CategoryId(category),
                List.of(FeedTable.feed(row)),
                TextMap.read(row.getString("attributes")));
    }

    private static Optional<TitleFile> toldFile(Handle handle, ChannelId id) {
        return handle.createQuery("""
                        SELECT e.name, e.url, e.facts, e.provider_id, %1$s AS category_id,
                            (SELECT MIN(f.id) FROM feed f WHERE f.channel_id = c.id) AS feed_id
                        FROM episode e JOIN channel c ON c.id = e.series_id
                        WHERE e.id = :id AND e.gone_at IS NULL AND c.removed_at IS NULL AND %2$s = 0
                        """.formatted(CATEGORY, HIDDEN))
                .bind("id", id.value())
                .map((row, context) -> new TitleFile(
                        id,
                        row.getString("name"),
                        Part.SERIES,
                        new CategoryId(row.getInt("category_id")),
                        List.of(new Feed(
                                new FeedId(row.getInt("feed_id")),
                                new ProviderId(row.getInt("provider_id")),
                                FeedKind.EPISODE,
                                row.getString("url"),
                                Map.of())),
                        TextMap.read(row.getString("facts"))))
                .findOne();
    }
}
