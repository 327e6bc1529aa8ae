package masthead.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts a {@link Backup} back. The new database is made whole beside the old one before anything of the old is touched, and what was
 * there is kept. The data folder must be the caller's alone, and the database closed. Blocks.
 */
public final class Restore {
    /** Programmes are not in a backup: the guides are read again. */
    private static final String GUIDES_ANEW =
            "UPDATE guide_source SET generation = 0, etag = '', last_modified = '', content_hash = ''";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /**
     * What was put back, and where that is kept which was there before.
     *
     * @param kept empty where nothing was there
     */
    public record Restored(BackupContents contents, Optional<Path> kept) {}

    private final Path folder;
    private final DatabaseSettings settings;
    private final BackupReader backup;

    private Restore(Path folder, DatabaseSettings settings, BackupReader backup) {
        this.folder = folder;
        this.settings = settings;
        this.backup = backup;
    }

    /**
     * Puts {@code file} in the place of the database that the settings name.
     *
     * @param folder the data folder, where files of the backup go too
     * @throws BackupUnusable if the file cannot be read, is damaged, or of a newer Masthead; all is as it was
     * @throws DatabaseUnusable if it is PostgreSQL and not an empty one: it is not ours to empty
     */
    public static Restored run(DatabaseSettings settings, Path folder, Path file) {
        try (BackupReader backup = BackupReader.open(file)) {
            int schema = backup.contents().schema();
            if (schema > Migrations.NEWEST) {
                throw new BackupUnusable("The backup was made by a newer Masthead (its schema is " + schema
                        + ", this program knows " + Migrations.NEWEST + "): put it back with that version.");
            }
            Restore restore = new Restore(folder, settings, backup);
            return switch (Server.chosenBy(settings, folder)) {
                case SqliteFile sqlite -> restore.sqlite();
                case PostgresServer postgres -> restore.postgres(postgres);
            };
        } catch (IOException e) {
            throw new BackupUnusable("The backup cannot be put back: " + e.getMessage(), e);
        }
    }

    private Restored sqlite() throws IOException {
        Files.createDirectories(folder);
        Path beside = Files.createTempDirectory(folder, "restore-");
        try {
            fill(new SqliteFile(beside, settings));
            for (String each : backup.contents().files()) {
                backup.file(named(each), beside.resolve(each));
            }
            Optional<Path> kept = keepOld();
            Files.move(
                    beside.resolve("masthead.db"),
                    folder.resolve("masthead.db"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            putFiles(beside);
            return new Restored(backup.contents(), kept);
        } finally {
            remove(beside);
        }
    }

    private Restored postgres(PostgresServer server) throws IOException {
        int version = new Migrations(server).version();
        if (version != 0 && (version != backup.contents().schema() || used(server))) {
            throw new DatabaseUnusable(
                    "The PostgreSQL database is not empty, so nothing was put back: make an empty one,"
                            + " name it in database.url, and try again.");
        }
        Path beside = Files.createTempDirectory(Files.createDirectories(folder), "restore-");
        try {
            for (String each : backup.contents().files()) {
                backup.file(named(each), beside.resolve(each));
            }
            fill(server);
            putFiles(beside);
            return new Restored(backup.contents(), Optional.empty());
        } finally {
            remove(beside);
        }
    }

    private static boolean used(Server server) {
        String query =
                "SELECT EXISTS (SELECT 1 FROM operator) OR EXISTS (SELECT 1 FROM provider) OR EXISTS (SELECT 1 FROM subscriber)";
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return !rows.next() || rows.getBoolean(1);
        } catch (SQLException e) {
            throw new DatabaseUnusable("The database (" + server + ") cannot be read: " + e.getMessage(), e);
        }
    }

    /** Makes the backup's schema, fills it in one transaction, and brings it up to date. */
    private void fill(Server server) {
        new Migrations(server, List.of(Migrations.FOLDER), backup.contents().schema()).run();
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            backup.fill(connection, server.dialect());
            connection.commit(); // the constraints are looked at here, where not before
        } catch (SQLException e) {
            throw new BackupUnusable("The backup is damaged, the database does not take it: " + e.getMessage(), e);
        }
        new Migrations(server).run();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(GUIDES_ANEW);
            if (server.dialect() == Dialect.SQLITE) {
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)"); // the file alone is moved
            }
        } catch (SQLException e) {
            throw new BackupUnusable("The backup could not be brought up to date: " + e.getMessage(), e);
        }
    }

    /** What is there now, the log of the last changes among it, in a folder of its own below {@code backups}. */
    private Optional<Path> keepOld() throws IOException {
        Path old = folder.resolve("masthead.db");
        if (!Files.exists(old)) {
            return Optional.empty();
        }
        Path kept = folder.resolve("backups").resolve("before-restore-" + STAMP.format(Instant.now()));
        Files.createDirectories(kept);
        for (String each : List.of("masthead.db", "masthead.db-wal", "masthead.db-shm")) {
            copy(each, kept);
        }
        for (String each : backup.contents().files()) {
            copy(named(each), kept);
        }
        // A log that belongs to another file would be replayed into the new one.
        Files.deleteIfExists(folder.resolve("masthead.db-wal"));
        Files.deleteIfExists(folder.resolve("masthead.db-shm"));
        return Optional.of(kept);
    }

    private void copy(String name, Path into) throws IOException {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            Files.copy(file, into.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void putFiles(Path beside) throws IOException {
        for (String each : backup.contents().files()) {
            Files.move(beside.resolve(named(each)), folder.resolve(each), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A name from the backup that stays in its folder. */
    private static String named(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,60}") || name.startsWith("masthead.db")) {
            throw new BackupUnusable("The backup is damaged: it names a file that cannot be.");
        }
        return name;
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
