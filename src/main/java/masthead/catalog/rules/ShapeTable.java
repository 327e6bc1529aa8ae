package masthead.catalog.rules;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import masthead.catalog.CategoryTable;
import masthead.catalog.FeedKind;
import masthead.catalog.Folded;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What rules say of channels, in the columns {@code rule_...} of table {@code channel}. Plain JDBC: there are many rows. */
final class ShapeTable {
    private static final int BATCH = 1000;
    private static final String SELECT = """
            SELECT c.id, c.name, c.folded_name, c.category_id, c.kind, c.guide_id, c.number, c.position, c.own_name,
                c.own_category_id, c.own_number, c.hidden, c.own_shown, c.own_merged_into, c.rule_name,
                c.rule_category_id, c.rule_number, c.rule_hidden, c.rule_position, c.merged_into, c.merge_position,
                f.provider_id, f.gone_at
            FROM channel c LEFT JOIN category g ON g.id = c.category_id LEFT JOIN feed f ON f.channel_id = c.id
            WHERE c.kind IN (<kinds>) AND c.removed_at IS NULL
            ORDER BY COALESCE(g.position, 2147483647), c.category_id, c.position, c.id
            """;
    private static final String UPDATE = """
            UPDATE channel
            SET rule_name = ?, rule_category_id = ?, rule_number = ?, rule_hidden = ?, rule_position = ?, merged_into = ?,
                merge_position = ?, folded_name = ?
            WHERE id = ?
            """;

    private final Handle handle;
    private final Map<Integer, String> categories = new HashMap<>();
    private final Set<Integer> withFeeds = new HashSet<>();

    ShapeTable(Handle handle) {
        this.handle = handle;
        handle.createQuery("SELECT id, name FROM category").scanResultSet((rows, context) -> {
            ResultSet row = rows.get();
            while (row.next()) {
                categories.put(row.getInt(1), row.getString(2));
            }
            return true;
        });
        handle.createQuery("SELECT DISTINCT channel_id FROM channel_feed")
                .mapTo(Integer.class)
                .forEach(withFeeds::add);
    }

    /** Providers' names by id, the oldest first. */
    Map<Integer, String> providers() {
        Map<Integer, String> providers = new LinkedHashMap<>();
        handle.createQuery("SELECT id, name FROM provider ORDER BY id").scanResultSet((rows, context) -> {
            ResultSet row = rows.get();
            while (row.next()) {
                providers.put(row.getInt(1), row.getString(2));
            }
            return true;
        });
        return providers;
    }

    /** All channels of these kinds, in the order of their lists. */
    List<Row> rows(Set<FeedKind> kinds) {
        List<Row> found = new ArrayList<>();
        handle.createQuery(SELECT)
                .bindList("kinds", kinds.stream().map(Enum::name).toList())
                .scanResultSet((rows, context) -> {
                    ResultSet row = rows.get();
                    while (row.next()) {
                        add(found, row);
                    }
                    return true;
                });
        return found;
    }

    /** A channel with several feeds of lists comes once for each of them. */
    private void add(List<Row> found, ResultSet row) throws SQLException {
        if (!found.isEmpty() && found.getLast().id() == row.getInt("id")) {
            Row known = found.removeLast();
            boolean gone = known.gone() && row.getLong("gone_at") > 0;
            found.add(new Row(
                    known.id(), known.listed(), known.source(), gone, known.own(), known.shape(), known.folded()));
        } else {
            found.add(row(row));
        }
    }

    private Row row(ResultSet row) throws SQLException {
        int id = row.getInt("id");
        Row.Listed listed = new Row.Listed(
                row.getString("name"),
                category(row, "category_id").orElse(""),
                FeedKind.valueOf(row.getString("kind")),
                row.getString("guide_id"),
                row.getInt("number"),
                row.getInt("position"));
        int provider = row.getInt("provider_id");
        boolean gone = provider == 0 || row.getLong("gone_at") > 0;
        return new Row(
                id, listed, provider, gone, own(row, withFeeds.contains(id)), shape(row), row.getString("folded_name"));
    }

    private Row.Own own(ResultSet row, boolean feeds) throws SQLException {
        Row.Own own = new Row.Own(
                Optional.ofNullable(row.getString("own_name")),
                category(row, "own_category_id"),
                whole(row, "own_number"),
                row.getInt("hidden") != 0,
                row.getInt("own_shown") != 0,
                feeds,
                whole(row, "own_merged_into"));
        return own.equals(Row.Own.NOTHING) ? Row.Own.NOTHING : own;
    }

    private Shape shape(ResultSet row) throws SQLException {
        Shape shape = new Shape(
                Optional.ofNullable(row.getString("rule_name")),
                category(row, "rule_category_id"),
                whole(row, "rule_number"),
                whole(row, "rule_hidden").map(each -> each != 0),
                whole(row, "rule_position"),
                row.getInt("merged_into"),
                row.getInt("merge_position"));
        return shape.equals(Shape.NONE) ? Shape.NONE : shape;
    }

    private Optional<String> category(ResultSet row, String column) throws SQLException {
        int id = row.getInt(column);
        return id == 0 ? Optional.empty() : Optional.ofNullable(categories.get(id));
    }

    private static Optional<Integer> whole(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    // ---- writing ----

    /** Writes what is not so yet; returns how many channels changed for players. */
    int write(List<Row> rows, List<Shape> shapes) {
        Map<String, Integer> ids = new HashMap<>();
        categories.forEach((id, name) -> ids.put(name, id));
        for (Shape each : shapes) {
            each.group()
                    .ifPresent(name -> ids.computeIfAbsent(
                            name,
                            missing -> CategoryTable.named(handle, missing).value()));
        }
        int changed = 0;
        try (PreparedStatement update = handle.getConnection().prepareStatement(UPDATE)) {
            for (int at = 0; at < rows.size(); at++) {
                Row row = rows.get(at);
                Shape shape = shapes.get(at);
                String folded = folded(row, shape);
                if (!shape.equals(row.shape()) || !folded.equals(row.folded())) {
                    bind(update, row.id(), shape, shape.group().map(ids::get).orElse(null), folded);
                    update.addBatch();
                    if (++changed % BATCH == 0) {
                        update.executeBatch();
                    }
                }
            }
            update.executeBatch();
            return changed;
        } catch (SQLException e) {
            throw new IllegalStateException("what rules say could not be written", e);
        }
    }

    /** As it is kept, unless rules have or had a word in it. */
    private static String folded(Row row, Shape shape) {
        if (shape.name().isEmpty() && row.shape().name().isEmpty()) {
            return row.folded();
        }
        return Folded.of(row.look(shape).name());
    }

    private static void bind(PreparedStatement update, int id, Shape shape, @Nullable Integer category, String folded)
            throws SQLException {
        update.setObject(1, shape.name().orElse(null), Types.VARCHAR);
        update.setObject(2, category, Types.INTEGER);
        update.setObject(3, shape.number().orElse(null), Types.INTEGER);
        update.setObject(4, shape.hidden().map(each -> each ? 1 : 0).orElse(null), Types.SMALLINT);
        update.setObject(5, shape.position().orElse(null), Types.INTEGER);
        update.setObject(6, shape.mergedInto() == 0 ? null : shape.mergedInto(), Types.INTEGER);
        update.setInt(7, shape.mergePosition());
        update.setString(8, folded);
        update.setInt(9, id);
    }
}
