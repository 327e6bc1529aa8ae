package masthead.app;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says where the driver of SQLite unpacks its native library at each start: into our folder, so that a process that is killed
 * leaves one there, which the next start removes, and not one after the other in the system's temporary folder.
 */
final class SqliteLibrary {
    private static final Logger log = LoggerFactory.getLogger(SqliteLibrary.class);
    private static final String PROPERTY = "org.sqlite.tmpdir";

    private SqliteLibrary() {}

    /**
     * To be called before the first database is opened, by whoever has {@code data} to himself. Leaves alone what was said in
     * {@code MASTHEAD_JAVA_OPTS}, and a folder from which nothing may be executed.
     */
    static void unpackBelow(Path data) {
        if (System.getProperty(PROPERTY) == null) {
            Path folder = data.resolve("native").toAbsolutePath();
            try {
                if (prepared(folder)) {
                    System.setProperty(PROPERTY, folder.toString());
                }
            } catch (IOException e) {
                log.atDebug().setCause(e).log("The library goes to the system's temporary folder");
            }
        }
    }

    /** Makes the folder, removes what processes that were killed left in it, and tells whether libraries run from it. */
    static boolean prepared(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path each : leftovers) {
                Files.delete(each);
            }
        }
        Path sample = Files.createTempFile(folder, "sqlite-", ".sample");
        try {
            // False on a file system mounted noexec (access(2), EACCES), whatever the file's own rights.
            return sample.toFile().setExecutable(true) && Files.isExecutable(sample);
        } finally {
            Files.delete(sample);
        }
    }
}
