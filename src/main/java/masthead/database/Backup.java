package masthead.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Backups: everything an operator made, in one file that either database can be filled from.
 *
 * <p>What can be had again is not in it: guides' programmes, pictures, lists that are being read. It holds providers' passwords, and the
 * key to them: it is as secret as the data folder.
 */
public final class Backup {
    private Backup() {}

    /**
     * Writes the database that the settings name to {@code file}, also while a server runs on it. Blocks.
     *
     * @param files files of the data folder that belong to it; those that are not there are left out
     * @throws BackupUnusable if {@code file} is there already or cannot be written; nothing is left of it
     * @throws DatabaseUnusable if the database cannot be read
     */
    public static BackupContents take(DatabaseSettings settings, Path folder, List<Path> files, Path file) {
        Server server = Server.chosenBy(settings, folder);
        if (new Migrations(server).version() == 0) {
            throw new DatabaseUnusable("There is nothing to back up: the database (" + server + ") is empty.");
        }
        try (HikariDataSource readers = server.readers();
                Connection connection = readers.getConnection()) {
            connection.setAutoCommit(false);
            return write(connection, server.dialect(), files, file);
        } catch (SQLException e) {
            throw new DatabaseUnusable("The database (" + server + ") cannot be read: " + e.getMessage(), e);
        }
    }

    /** As the other one, of a database that is open. */
    public static BackupContents take(Database database, List<Path> files, Path file) {
        return database.read(handle -> {
            try {
                return write(handle.getConnection(), database.dialect(), files, file);
            } catch (SQLException e) {
                throw new DatabaseUnusable("The database cannot be read: " + e.getMessage(), e);
            }
        });
    }

    private static BackupContents write(Connection connection, Dialect dialect, List<Path> files, Path file)
            throws SQLException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            BackupContents contents;
            Files.deleteIfExists(unfinished);
            own(unfinished);
            try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.WRITE)) {
                contents = new BackupWriter(connection, dialect, out).write(files, Instant.now());
            }
            Files.move(unfinished, file);
            return contents;
        } catch (FileAlreadyExistsException e) {
            throw new BackupUnusable(file + " is there already: name another file, or remove it.", e);
        } catch (IOException e) {
            delete(unfinished);
            throw new BackupUnusable("The backup cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /** For nobody but us to read, where files have rights. */
    private static void own(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new BackupUnusable(file + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
