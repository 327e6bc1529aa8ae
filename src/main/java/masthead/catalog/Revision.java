package masthead.catalog;

import org.jdbi.v3.core.Handle;

/** Versions, in table {@code revision}: first of all the catalog's. */
public final class Revision {
    /** Of all that is on offer. */
    public static final String CATALOG = "catalog";

    /** The version of the catalog that rules were applied to last. */
    public static final String RULES = "rules";

    /** 1 if rules left something in a channel then. */
    public static final String RULED = "ruled";

    private Revision() {}

    static long value(Handle handle) {
        return of(handle, CATALOG);
    }

    public static long of(Handle handle, String name) {
        return handle.createQuery("SELECT value FROM revision WHERE name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .one();
    }

    public static void set(Handle handle, String name, long value) {
        handle.execute("UPDATE revision SET value = ? WHERE name = ?", value, name);
    }

    /** Raises the version by one: once in every transaction that changes what is on offer. */
    public static void raise(Handle handle) {
        handle.execute("UPDATE revision SET value = value + 1 WHERE name = 'catalog'");
    }
}
