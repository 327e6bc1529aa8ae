package masthead.catalog;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Tables {@code lineup} and {@code lineup_category}. */
final class LineupTable {
    private LineupTable() {}

    static List<Lineup> all(Handle handle) {
        Map<Integer, Set<CategoryId>> chosen = new HashMap<>();
        handle.createQuery("SELECT lineup_id, category_id FROM lineup_category").scanResultSet((rows, context) -> {
            var row = rows.get();
            while (row.next()) {
                chosen.computeIfAbsent(row.getInt(1), _ -> new HashSet<>()).add(new CategoryId(row.getInt(2)));
            }
            return true;
        });
        return handle.createQuery("SELECT id, name, parts, all_categories FROM lineup ORDER BY id")
                .map((row, context) -> new Lineup(
                        Optional.of(new LineupId(row.getInt("id"))),
                        row.getString("name"),
                        parts(row.getString("parts")),
                        row.getInt("all_categories") != 0
                                ? Optional.empty()
                                : Optional.of(chosen.getOrDefault(row.getInt("id"), Set.of()))))
                .list();
    }

    /** @throws NoSuchEntry if there is no such category */
    static LineupId add(Handle handle, LineupTerms terms) {
        requireFree(handle, terms.name(), 0);
        LineupId id = handle.createQuery("""
                        INSERT INTO lineup (name, parts, all_categories) VALUES (:name, :parts, :all) RETURNING id
                        """)
                .bind("name", terms.name())
                .bind("parts", written(terms.parts()))
                .bind("all", terms.categories().isEmpty() ? 1 : 0)
                .mapTo(Integer.class)
                .map(LineupId::new)
                .one();
        choose(handle, id, terms);
        return id;
    }

    /** @throws NoSuchEntry if there is no such lineup or category */
    static void edit(Handle handle, LineupId id, LineupTerms terms) {
        requireFree(handle, terms.name(), id.value());
        int found = handle.createUpdate("""
                        UPDATE lineup SET name = :name, parts = :parts, all_categories = :all WHERE id = :id
                        """)
                .bind("id", id.value())
                .bind("name", terms.name())
                .bind("parts", written(terms.parts()))
                .bind("all", terms.categories().isEmpty() ? 1 : 0)
                .execute();
        if (found == 0) {
            throw new NoSuchEntry("lineup", id);
        }
        handle.execute("DELETE FROM lineup_category WHERE lineup_id = ?", id.value());
        choose(handle, id, terms);
    }

    private static void requireFree(Handle handle, String name, int except) {
        boolean taken = handle.createQuery("SELECT id FROM lineup WHERE name = :name AND id <> :id")
                .bind("name", name)
                .bind("id", except)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (taken) {
            throw new LineupRefused("There is a lineup called '" + name + "' already.");
        }
    }

    private static void choose(Handle handle, LineupId id, LineupTerms terms) {
        Set<CategoryId> chosen = terms.categories().orElse(Set.of());
        if (chosen.isEmpty()) {
            return;
        }
        Set<CategoryId> known =
                CategoryTable.all(handle).stream().map(Category::id).collect(Collectors.toSet());
        chosen.stream().filter(each -> !known.contains(each)).findFirst().ifPresent(each -> {
            throw new NoSuchEntry("category", each);
        });
        PreparedBatch rows =
                handle.prepareBatch("INSERT INTO lineup_category (lineup_id, category_id) VALUES (:lineup, :category)");
        chosen.forEach(each ->
                rows.bind("lineup", id.value()).bind("category", each.value()).add());
        rows.execute();
    }

    /**
     * @throws NoSuchEntry if there is none with this id
     * @throws LineupRefused if a subscriber has it
     */
    static void remove(Handle handle, LineupId id) {
        int subscribers = handle.createQuery("SELECT COUNT(*) FROM subscriber WHERE lineup_id = :id")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .one();
        if (subscribers > 0) {
            throw new LineupRefused("Lineup " + id + " is still of " + subscribers
                    + (subscribers == 1 ? " subscriber" : " subscribers") + "; give them another first.");
        }
        if (handle.execute("DELETE FROM lineup WHERE id = ?", id.value()) == 0) {
            throw new NoSuchEntry("lineup", id);
        }
    }

    private static String written(Set<Part> parts) {
        return parts.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    }

    private static Set<Part> parts(String written) {
        Set<String> names = Set.of(written.split(","));
        Set<Part> parts = EnumSet.noneOf(Part.class);
        Arrays.stream(Part.values()).filter(each -> names.contains(each.name())).forEach(parts::add);
        return parts;
    }
}
