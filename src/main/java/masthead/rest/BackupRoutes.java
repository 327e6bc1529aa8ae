package masthead.rest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import masthead.access.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/backup}: everything in one file, as {@code masthead backup} writes it. */
public final class BackupRoutes extends Subject {
    private static final Logger log = LoggerFactory.getLogger(BackupRoutes.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String UNFINISHED = "backup-";

    private final Path folder;
    private final Consumer<Path> backup;
    private final Clock clock;
    /** Each takes room on the disk. */
    private final Semaphore one = new Semaphore(1);

    /**
     * @param folder where the file is while it is sent
     * @param backup writes it; blocks
     */
    public BackupRoutes(Path folder, Consumer<Path> backup, Clock clock) {
        this.folder = folder;
        this.backup = backup;
        this.clock = clock;
    }

    @Override
    void addTo(Door door) {
        door.on(
                Operation.get("/api/backup", "Everything in one file, as masthead backup writes it")
                        .by(Role.OWNER)
                        .answersFile("application/zip")
                        .refuses(409),
                this::send);
    }

    private void send(Call call) throws IOException {
        if (!one.tryAcquire()) {
            throw new Refusal(
                    new Problem(409, "busy", "Busy", "A backup is being written: ask again when it is done."));
        }
        Path file = folder.resolve(UNFINISHED + UUID.randomUUID() + ".zip");
        boolean sending = false;
        try {
            removeLeftovers();
            if (!call.head()) {
                backup.accept(file);
            } else {
                Files.createFile(file);
            }
            call.exchange()
                    .with("Cache-Control", "no-store")
                    .with(
                            "Content-Disposition",
                            "attachment; filename=\"masthead-" + STAMP.format(clock.instant()) + ".zip\"")
                    .reply("application/zip", file);
            call.exchange().whenOver(() -> Thread.startVirtualThread(() -> end(file)));
            sending = true;
        } finally {
            if (!sending) {
                end(file);
            }
        }
    }

    /** Not before it was sent: it is opened when its turn comes, which may be after this route has answered. */
    private void end(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.atWarn().setCause(e).log("A backup that was sent is left in the data folder; the next one removes it");
        } finally {
            one.release();
        }
    }

    /** Of a process that was killed. */
    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, UNFINISHED + "*.zip*")) {
            for (Path each : left) {
                Files.delete(each);
            }
        }
    }
}
