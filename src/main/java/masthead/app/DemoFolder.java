package masthead.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The throw-away folder of a demo. */
final class DemoFolder {
    private static final Logger log = LoggerFactory.getLogger(DemoFolder.class);
    private static final String PREFIX = "masthead-demo";

    /** One that is younger may belong to a demo that has not locked it yet. */
    private static final Duration NEW = Duration.ofMinutes(1);

    private DemoFolder() {}

    /** Makes a new one in {@code place}, and removes those of demos that were killed. */
    static Path makeIn(Path place) throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(place, PREFIX + "*")) {
            others.forEach(DemoFolder::deleteIfStale);
        }
        return Files.createTempDirectory(place, PREFIX);
    }

    /** Stale is what a Masthead worked in and none works in now: its lock is there and can be had. */
    private static void deleteIfStale(Path folder) {
        try {
            Path lock = folder.resolve(OwnFolder.LOCK);
            boolean used = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS);
            if (used
                    && Files.getLastModifiedTime(lock)
                            .toInstant()
                            .isBefore(Instant.now().minus(NEW))) {
                try (OwnFolder ours = OwnFolder.open(folder)) {
                    delete(ours.path());
                }
            }
        } catch (CannotStart | IOException | UncheckedIOException e) { // in use, or another user's
            log.atDebug().addKeyValue("folder", folder).log("Left alone");
        }
    }

    /** Deletes {@code folder} with all that is in it. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's folder " + folder + " could not be deleted", e);
        }
    }
}
