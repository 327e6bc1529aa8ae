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
import java.util.concurrent.TimeoutException;
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
    /** A long change is many short statements, so it is broken off again and again, with this long in between. */
    private static final long BREAK_MILLIS = 5;

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
            Call<T> call = new Call<>(inTheNameOfTheCaller(work));
            return call.await(threads.submit(() -> transaction(call)));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the database is closed", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** What a thread knows of who acts stays with it; the work is done on another. */
    private static <T> Function<Handle, T> inTheNameOfTheCaller(Function<Handle, T> work) {
        return Acting.name()
                .<Function<Handle, T>>map(who -> handle -> Acting.call(who, () -> work.apply(handle)))
                .orElse(work);
    }

    private <T> T transaction(Call<T> call) {
        return jdbi.inTransaction(handle -> {
            running.add(handle);
            call.runsOn(handle);
            try {
                return call.work.apply(handle);
            } finally {
                call.runsOn(null);
                running.remove(handle);
            }
        });
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

    /**
     * Waits for what is running, breaks it off and rolls it back if it runs too long, and gives the connections back.
     *
     * @param patience the instant, by {@link System#nanoTime}, until which it may end by itself
     * @param deadline the instant at which it is left to itself
     */
    void close(long patience, long deadline) {
        stop();
        try {
            if (!threads.awaitTermination(patience - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                log.atWarn().addKeyValue("calls", waiting.get()).log("Database work is broken off and rolled back");
                threads.shutdownNow();
                do {
                    running.forEach(Lane::breakOff);
                } while (!threads.awaitTermination(BREAK_MILLIS, TimeUnit.MILLISECONDS)
                        && System.nanoTime() < deadline);
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

    /** One call: its work, and whoever waits for it. */
    private static final class Call<T> {
        private final Function<Handle, T> work;
        private @Nullable Handle handle;

        Call(Function<Handle, T> work) {
            this.work = work;
        }

        /**
         * What became of the work, which an interrupt breaks off; the interrupt is kept for the caller.
         *
         * <p>The outcome is awaited all the same, so that a caller always knows: the work was rolled back, or it was done.
         */
        T await(Future<T> future) {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return interrupted ? future.get(BREAK_MILLIS, TimeUnit.MILLISECONDS) : future.get();
                    } catch (InterruptedException e) {
                        interrupted = true;
                        breakOff();
                    } catch (TimeoutException e) {
                        breakOff();
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

        synchronized void runsOn(@Nullable Handle handle) {
            this.handle = handle;
        }

        /** Synchronized, or the connection might be the next call's already. */
        private synchronized void breakOff() {
            if (handle != null) {
                Lane.breakOff(handle);
            }
        }
    }

    private static final class LaneThread extends Thread {
        LaneThread(Runnable work, String name) {
            super(work, name);
            setDaemon(true);
        }
    }
}
