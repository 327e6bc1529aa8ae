package masthead.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import masthead.metrics.Metrics;
import org.jdbi.v3.core.Handle;

/**
 * SQL, on SQLite or PostgreSQL.
 *
 * <p>Calls block the caller, on whatever thread, while the work runs on a small platform pool of ours: a native SQLite call
 * would hold a virtual thread's carrier. Both databases have one writer and a few readers, so that what works on one works
 * on the other. Never call it from an event loop, nor from inside a query or change, which has its own handle.
 *
 * <p>Who interrupts a thread that waits for a query or change breaks that off: it is rolled back and throws.
 *
 * <p>What a query or change throws reaches the caller as it was thrown; SQL errors are JDBI's unchecked exceptions.
 */
public final class Database implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final Dialect dialect;
    private final Lane writer;
    private final Lane readers;
    private final Vault vault;

    private Database(Server server, Vault vault, Metrics metrics) {
        this.dialect = server.dialect();
        this.vault = vault;
        this.writer = new Lane("database-writer", server.writer());
        this.readers = new Lane("database-reader", server.readers());
        metrics.gauge("masthead_database_waiting", "Calls to the database that wait or run.", this::waiting);
    }

    private double waiting() {
        return (double) writer.waiting() + readers.waiting();
    }

    /**
     * Opens the database and brings its schema up to date: the SQLite file {@code masthead.db} in {@code folder}, or the
     * PostgreSQL database that the settings name.
     *
     * @throws DatabaseUnusable if it cannot be reached, is newer than this program, or cannot be migrated; it is then as it was
     */
    public static Database open(DatabaseSettings settings, Path folder, Metrics metrics) {
        return open(Server.chosenBy(settings, folder), Vault.in(folder), metrics);
    }

    static Database open(Server server, Metrics metrics) {
        return open(server, Vault.ofThisRun(), metrics);
    }

    private static Database open(Server server, Vault vault, Metrics metrics) {
        new Migrations(server).run();
        return new Database(server, vault, metrics);
    }

    /** Where what is kept in the database is sealed. */
    public Vault vault() {
        return vault;
    }

    /** Runs {@code query} on a reader, as of one moment even if it asks several times; what it writes is refused. */
    public <T> T read(Function<Handle, T> query) {
        return readers.run(query);
    }

    /** Runs {@code change} as one transaction on the writer: all of it, or none. */
    public <T> T write(Function<Handle, T> change) {
        return writer.run(change);
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
        return dialect;
    }

    /** Lets what is running finish, breaks it off if that takes longer than a second, and is done after two. */
    @Override
    public void close() {
        long now = System.nanoTime();
        long patience = now + CLOSE_PATIENCE.toNanos();
        long deadline = patience + CLOSE_PATIENCE.toNanos();
        readers.stop();
        writer.close(patience, deadline);
        readers.close(patience, deadline);
    }
}
