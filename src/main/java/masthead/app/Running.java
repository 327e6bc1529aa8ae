package masthead.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import masthead.config.Origins;
import masthead.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server on a data folder that is its own; closing it takes a few seconds at most, whatever it is doing. */
final class Running implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Running.class);
    /** Whoever sends SIGTERM sends SIGKILL later, so the end is bounded; the database stands either way. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DataFolder folder;
    private final Masthead masthead;

    private Running(DataFolder folder, Masthead masthead) {
        this.folder = folder;
        this.masthead = masthead;
    }

    /** @throws RuntimeException one of those {@link Complaints} knows, or a fault of ours; nothing is left open */
    static Running start(Origins origins, Path dataFolder) {
        Settings settings = Settings.load(List.copyOf(Rooms.WITH_SETTINGS), origins);
        DataFolder folder = DataFolder.open(dataFolder);
        try {
            Masthead masthead = Masthead.start(settings, folder.path());
            log.atInfo()
                    .addKeyValue("port", masthead.port())
                    .addKeyValue("data", folder.path())
                    .log("Listening");
            return new Running(folder, masthead);
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    Masthead masthead() {
        return masthead;
    }

    /** Closes on SIGINT and SIGTERM, then runs {@code afterwards}. */
    void closeWithTheProcess(Runnable afterwards) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            close();
                            afterwards.run();
                        },
                        "shutdown"));
    }

    @Override
    public void close() {
        Thread closing = Thread.ofPlatform().daemon().name("closing").start(masthead::close);
        try {
            if (!closing.join(PATIENCE)) {
                log.atWarn().log("Closing takes too long; what is left is cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        folder.close();
    }
}
