package masthead.catalog;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Table {@code category}: the groups channels stand in, shared by all providers, in the order players see. */
public final class CategoryTable {
    private CategoryTable() {}

    static List<Category> all(Handle handle) {
        return handle.createQuery("SELECT id, name FROM category ORDER BY position, id")
                .map((row, context) -> new Category(new CategoryId(row.getInt("id")), row.getString("name")))
                .list();
    }

    /** The category of this name, without regard to surrounding space; made, in the last place but one, if there is none. */
    public static CategoryId named(Handle handle, String name) {
        String trimmed = name.strip();
        // The very last place belongs to "Uncategorised", which the first migration made.
        handle.createUpdate("""
                        INSERT INTO category (name, position)
                        SELECT :name, COALESCE(MAX(position), 0) + 1 FROM category WHERE position < 2147483647
                        ON CONFLICT (name) DO NOTHING
                        """).bind("name", trimmed).execute();
        return handle.createQuery("SELECT id FROM category WHERE name = :name")
                .bind("name", trimmed)
                .mapTo(Integer.class)
                .map(CategoryId::new)
                .one();
    }
}
