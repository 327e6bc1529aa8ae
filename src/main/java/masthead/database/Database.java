package masthead.database;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * SQL, on SQLite or PostgreSQL.
 *
 * <p>Calls block the caller, on whatever thread, while the work runs on a small platform pool of ours: a native SQLite call
 * would hold a virtual thread's carrier. SQLite has one writer and a few readers; never call it from an event loop.
 */
public final class Database implements AutoCloseable {
    /** Runs {@code query} on a reader; what it writes is refused. */
    public <T> T read(Function<Handle, T> query) {
        throw new IllegalStateException("unwritten " + query);
    }

    /** Runs {@code change} as one transaction on the writer: all of it, or none. */
    public <T> T write(Function<Handle, T> change) {
        throw new IllegalStateException("unwritten " + change);
    }

    /** As {@link #write}, for a change that answers nothing. */
    public void change(Consumer<Handle> change) {
        write(handle -> {
            change.accept(handle);
            return true;
        });
    }

    /** Which SQL this is, for the few places where the two differ. */
    public Dialect dialect() {
        throw new IllegalStateException("unwritten");
    }

    @Override
    public void close() {}
}
