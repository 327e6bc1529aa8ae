package masthead.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import masthead.config.Origins;
import masthead.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server on a folder that is its own; closing it takes less than five seconds, whatever it is doing. */
final class Running implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Running.class);
    /** A start under way comes to its end first; both together are bounded, and the database stands either way. */
    private static final Duration PATIENCE = Duration.ofMillis(4700);

    private final OwnFolder folder;
    private final Masthead masthead;

    private Running(OwnFolder folder, Masthead masthead) {
        this.folder = folder;
        this.masthead = masthead;
    }

    /** @throws RuntimeException one of those {@link Complaints} knows, or a fault of ours; nothing is left open */
    static Running start(Origins origins, Path path) {
        Settings settings = Settings.load(List.copyOf(Rooms.WITH_SETTINGS), origins);
        OwnFolder folder = OwnFolder.open(path);
        try {
            SqliteLibrary.unpackBelow(folder.path());
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

    /**
     * Runs {@code start} on this thread. SIGINT and SIGTERM close what it starts, even if they come before it has ended, and
     * then run {@code afterwards}, as does every other end of the process.
     *
     * @throws CannotStart if the process was told to end
     */
    static Running untilTheProcessEnds(Supplier<Running> start, Runnable afterwards) {
        CompletableFuture<Running> started = new CompletableFuture<>();
        AtomicBoolean ending = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            ending.set(true);
                            closeWhenStarted(started);
                            afterwards.run();
                        },
                        "shutdown"));
        try {
            Running running = start.get();
            started.complete(running);
            return running;
        } catch (RuntimeException | Error e) {
            started.completeExceptionally(e);
            if (ending.get()) { // some library may not begin any more, and that is no fault
                log.atDebug().setCause(e).log("Broken off");
                throw new CannotStart("Told to stop before it had started.");
            }
            throw e;
        }
    }

    private static void closeWhenStarted(CompletableFuture<Running> started) {
        Thread closing = Thread.ofPlatform().daemon().name("closing").start(() -> {
            try {
                started.join().close();
            } catch (CompletionException e) {
                log.atDebug().log("Nothing to close: it did not start");
            }
        });
        try {
            if (!closing.join(PATIENCE)) {
                log.atWarn().log("Closing takes too long; what is left is cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Masthead masthead() {
        return masthead;
    }

    @Override
    public void close() {
        masthead.close();
        folder.close();
    }
}
