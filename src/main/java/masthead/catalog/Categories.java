package masthead.catalog;

import java.util.List;
import masthead.database.Database;

/** The categories there are, whatever stands in them. Blocks. */
public final class Categories {
    private final Database database;

    public Categories(Database database) {
        this.database = database;
    }

    /** A category and how much players see in it: channels, movies and series. */
    public record Filled(Category category, int live, int movies, int series) {}

    /** In the order players see; also the empty ones. Quick, because nothing is counted. */
    public List<Category> named() {
        return database.read(CategoryTable::all);
    }

    /** In the order players see; also the empty ones. Goes through the whole catalog. */
    public List<Filled> all() {
        return database.read(handle -> handle.createQuery("""
                        SELECT g.id, g.name, COALESCE(SUM(CASE WHEN s.kind IN (<live>) THEN s.n ELSE 0 END), 0) AS live,
                            COALESCE(SUM(CASE WHEN s.kind = 'MOVIE' THEN s.n ELSE 0 END), 0) AS movies,
                            COALESCE(SUM(CASE WHEN s.kind = 'SERIES' THEN s.n ELSE 0 END), 0) AS series
                        FROM category g LEFT JOIN (
                            SELECT %s AS category_id, c.kind, COUNT(*) AS n FROM channel c
                            WHERE c.kind <> 'EPISODE' AND c.removed_at IS NULL AND c.merged_into IS NULL AND %s = 0
                                AND EXISTS (SELECT 1 FROM feed f WHERE f.channel_id = c.id AND f.gone_at IS NULL)
                            GROUP BY 1, 2) s ON s.category_id = g.id
                        GROUP BY g.id, g.name, g.position ORDER BY g.position, g.id
                        """.formatted(Seen.CATEGORY, Seen.HIDDEN))
                .bindList("live", FeedTable.LIVE)
                .map((row, context) -> new Filled(
                        new Category(new CategoryId(row.getInt("id")), row.getString("name")),
                        row.getInt("live"),
                        row.getInt("movies"),
                        row.getInt("series")))
                .list());
    }
}
