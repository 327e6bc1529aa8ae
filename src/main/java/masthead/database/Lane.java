package masthead.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/**
 * As many platform threads as connections, each call one transaction. Callers block until theirs is done, so the queue is never
 * longer than there are callers. May be called from any thread but its own.
 */
final class Lane {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    /** What is running at the end may finish for this long; then it is broken off and rolled back. */
    private static final long GRACE_MILLIS = 1000;

    private static final long BREAK_OFF_MILLIS = 1000;

    private final HikariDataSource connections;
    private final Jdbi jdbi;
    private final ExecutorService threads;
    private final Set<Handle> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waiting = new AtomicInteger();

    Lane(String name, HikariDataSource connections) {
        this.connections = connections;
        this.jdbi = Jdbi.create(connections);
        this.threads =
                Executors.newFixedThreadPool(connections.getMaximumPoolSize(), work -> new LaneThread(work, name));
    }

    /** Calls that wait or run. */
    int waiting() {
        return waiting.get();
    }

    <T> T run(Function<Handle, T> work) {
        if (Thread.currentThread() instanceof LaneThread) {
            throw new IllegalStateException("a query or change must use its own handle, not ask the database again");
        }
        waiting.incrementAndGet();
        try {
            return await(threads.submit(() -> transaction(work)));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the database is closed", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private <T> T transaction(Function<Handle, T> work) {
        return jdbi.inTransaction(handle -> {
            running.add(handle);
            try {
                return work.apply(handle);
            } finally {
                running.remove(handle);
            }
        });
    }

    /** An interrupt does not stop SQLite, so the outcome is awaited all the same, and the interrupt kept for the caller. */
    private static <T> T await(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As it was thrown; work is a {@link Function}, so it cannot be a checked exception. */
    private static RuntimeException thrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }

    /** Takes no more work. */
    void stop() {
        threads.shutdown();
    }

    /** Waits for what is running, breaks it off if that takes long, and gives the connections back. */
    void close() {
        stop();
        try {
            if (!threads.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                log.atWarn().addKeyValue("calls", waiting.get()).log("Database work is broken off and rolled back");
                threads.shutdownNow();
                long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BREAK_OFF_MILLIS);
                do { // again and again, because a long change is many short statements
                    running.forEach(Lane::breakOff);
                } while (!threads.awaitTermination(5, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.close();
    }

    private static void breakOff(Handle handle) {
        try {
            Connection connection = handle.getConnection();
            if (connection.isWrapperFor(SQLiteConnection.class)) {
                connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
            } else {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            log.atDebug().setCause(e).log("Nothing left to break off");
        }
    }

    private static final class LaneThread extends Thread {
        LaneThread(Runnable work, String name) {
            super(work, name);
            setDaemon(true);
        }
    }
}
