package masthead.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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

    /** How long it serves on, unready, when the process is told to end. */
    private final Duration notice;

    private Running(OwnFolder folder, Masthead masthead, Duration notice) {
        this.folder = folder;
        this.masthead = masthead;
        this.notice = notice;
    }

    /** @throws RuntimeException one of those {@link Complaints} knows, or a fault of ours; nothing is left open */
    static Running start(Origins origins, Path path) {
        return start(origins, path, masthead -> {});
    }

    /** As {@link #start(Origins, Path)}; it serves already while {@code filling} runs, and is ready after it. */
    static Running start(Origins origins, Path path, Consumer<Masthead> filling) {
        Settings settings = Settings.load(List.copyOf(Rooms.WITH_SETTINGS), origins);
        settings.of(LogSettings.class).format().use();
        OwnFolder folder = OwnFolder.open(path);
        try {
            SqliteLibrary.unpackBelow(folder.path());
            Masthead masthead = Masthead.start(settings, folder.path(), filling);
            log.atInfo()
                    .addKeyValue("port", masthead.port())
                    .addKeyValue("data", folder.path())
                    .log("Listening");
            return new Running(folder, masthead, settings.of(StopSettings.class).notice());
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
                            giveNotice(started);
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

    /** What has not started yet was never ready: nobody relies on it. */
    private static void giveNotice(CompletableFuture<Running> started) {
        if (!started.isDone() || started.isCompletedExceptionally()) {
            return;
        }
        Running running = started.join();
        running.masthead.readiness().closing();
        try {
            Thread.sleep(running.notice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
