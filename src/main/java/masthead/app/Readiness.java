package masthead.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Whether viewers may be sent here, and if not, why: what {@code /health/ready} tells. Any thread.
 *
 * <p>A database that hangs is asked once, however often we are: whoever asks meanwhile waits for the same answer, and not for long.
 */
final class Readiness {
    /** Less than the second or two that those who ask are used to wait. */
    static final Duration PATIENCE = Duration.ofMillis(800);

    private final BooleanSupplier databaseAnswers;
    private volatile boolean started;
    private volatile boolean closing;
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(true);

    /** @param databaseAnswers asks the database something cheap; may block, and throwing means no */
    Readiness(BooleanSupplier databaseAnswers) {
        this.databaseAnswers = databaseAnswers;
    }

    /** The start is over: what was to be there at the beginning is there. */
    void started() {
        started = true;
    }

    /** It is about to close. There is no way back. */
    void closing() {
        closing = true;
    }

    /** Why it is not ready: any of {@code starting}, {@code closing} and {@code database}; empty if it is. May block, for {@link #PATIENCE}. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!started) {
            missing.add("starting");
        }
        if (closing) {
            missing.add("closing");
        }
        if (!databaseAnswersInTime()) {
            missing.add("database");
        }
        return missing;
    }

    private boolean databaseAnswersInTime() {
        try {
            return ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false; // whoever asks is told; the database's own log says why
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized CompletableFuture<Boolean> ask() {
        if (asked.isDone()) {
            asked = CompletableFuture.supplyAsync(databaseAnswers::getAsBoolean, Thread::startVirtualThread);
        }
        return asked;
    }
}
