package masthead.catalog;

import org.jdbi.v3.core.Handle;

/** The version of the catalog, in table {@code revision}. */
public final class Revision {
    private Revision() {}

    static long value(Handle handle) {
        return handle.createQuery("SELECT value FROM revision WHERE name = 'catalog'")
                .mapTo(Long.class)
                .one();
    }

    /** Raises the version by one: once in every transaction that changes what is on offer. */
    public static void raise(Handle handle) {
        handle.execute("UPDATE revision SET value = value + 1 WHERE name = 'catalog'");
    }
}
