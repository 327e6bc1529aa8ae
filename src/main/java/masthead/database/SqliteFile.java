package masthead.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * The file {@code masthead.db} in the data folder: one writer, who queues, and readers, whom he never stops.
 *
 * <p>Write-ahead log with {@code synchronous=NORMAL}: a killed process loses nothing it committed; a power cut may lose the
 * last commits, never the file (sqlite.org/pragma.html#pragma_synchronous).
 */
final class SqliteFile implements Server {
    private static final Logger log = LoggerFactory.getLogger(SqliteFile.class);

    private final Path file;
    private final Backups backups;
    private final DatabaseSettings settings;

    SqliteFile(Path folder, DatabaseSettings settings) {
        this.file = folder.resolve("masthead.db");
        this.backups = new Backups(folder.resolve("backups"), settings.backups());
        this.settings = settings;
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public Map<String, String> placeholders() {
        // AUTOINCREMENT, or the id of the last row is given again after it is deleted (sqlite.org/autoinc.html).
        return Map.of("id_type", "INTEGER PRIMARY KEY AUTOINCREMENT");
    }

    @Override
    public Connection connect() throws SQLException {
        return source(TransactionMode.IMMEDIATE).getConnection();
    }

    @Override
    public HikariDataSource writer() {
        // IMMEDIATE: a change asks for the lock before it reads, so it never fails half-way for want of it.
        HikariConfig pool = pool("database-writer", 1);
        pool.setDataSource(source(TransactionMode.IMMEDIATE));
        return new HikariDataSource(pool);
    }

    @Override
    public HikariDataSource readers() {
        HikariConfig pool = pool("database-readers", settings.readers());
        pool.setDataSource(source(TransactionMode.DEFERRED));
        pool.setConnectionInitSql("PRAGMA query_only = ON");
        return new HikariDataSource(pool);
    }

    private HikariConfig pool(String name, int size) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(1);
        pool.setIdleTimeout(0);
        pool.setMaxLifetime(0); // a file does not grow stale
        pool.setConnectionTimeout(Math.max(250, settings.patience().toMillis()));
        return pool;
    }

    private SQLiteDataSource source(TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.NORMAL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Math.toIntExact(settings.patience().toMillis()));
        config.setTransactionMode(mode);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** {@code VACUUM INTO}: a whole, compact file, while the original is only read (sqlite.org/lang_vacuum.html). */
    @Override
    public Copy copy(int from, int to) {
        Path copy = backups.take(to, ".db", unfinished -> {
            try (Connection connection = connect();
                    PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
                vacuum.setString(1, unfinished.toString());
                vacuum.execute();
            }
        });
        log.atInfo()
                .addKeyValue("copy", copy)
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .log("Database copied");
        return () -> restore(copy);
    }

    /** No connection is open now. The log goes first: one that belongs to another file would be replayed into the copy. */
    private String restore(Path copy) {
        try {
            Path beside = file.resolveSibling("masthead.db.restored");
            Files.copy(copy, beside, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(file.resolveSibling("masthead.db-wal"));
            Files.deleteIfExists(file.resolveSibling("masthead.db-shm"));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return "The database was put back as it was; the version before this one can still use it.";
        } catch (IOException e) {
            log.atError().addKeyValue("copy", copy).setCause(e).log("The copy could not be put back");
            return "The copy " + copy + " could not be put back (" + e.getMessage() + "): put it in the place of "
                    + file + ".";
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
