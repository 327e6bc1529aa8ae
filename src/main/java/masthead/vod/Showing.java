package masthead.vod;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import masthead.access.Seat;
import masthead.catalog.Feed;
import masthead.http.Exchange;
import masthead.http.Fetch;
import masthead.tuner.FileLine;
import org.jspecify.annotations.Nullable;

/**
 * One film on one device of one subscriber: one seat and at most one of the provider's connections, however many ranges the player
 * opens.
 *
 * <p>The connection goes from range to range: the newest that needs it has it at once, and what the one before had open is closed
 * first. An older range that still wants bytes waits until the newer is done, and then goes on where it was.
 *
 * <p>Safe on any thread; ranges are on virtual threads, and what blocks is done outside the lock.
 */
final class Showing {
    /** One range that a player reads. */
    final class Viewing implements AutoCloseable {
        private final Exchange exchange;
        private final long number;
        private boolean waits;
        private volatile boolean gone;
        private volatile boolean served;

        private Viewing(Exchange exchange, long number) {
            this.exchange = exchange;
            this.number = number;
        }

        Exchange exchange() {
            return exchange;
        }

        /** Whether its player has left, or the showing is over. */
        boolean gone() {
            return gone || ended;
        }

        /** Its player has it. */
        private void left() {
            gone = true;
            lock.lock();
            try {
                if (holder == this && line != null && !served) {
                    line.hangUp();
                }
                turns.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Its player has all it wants; what is read from now on is for the next. */
        void served() {
            served = true;
        }

        /**
         * Begins to ask {@code feed} for something, as soon as this range has the connection.
         *
         * @param take gets a connection, if there is none yet
         * @param begin makes the call
         * @return the call to open; empty if the player has left, or the newer range did not end in time
         * @throws NoConnection if the provider has none left
         */
        Optional<Fetch.Call> call(
                Feed feed, Function<Feed, Optional<FileLine>> take, Function<FileLine, Fetch.Call> begin) {
            while (turn()) {
                FileLine have = lineTo(feed, take);
                lock.lock();
                try {
                    // Somebody newer may have come while we waited for the connection: then he is first.
                    if (holder == this && have.equals(line)) {
                        return Optional.of(begin.apply(have));
                    }
                } finally {
                    lock.unlock();
                }
            }
            return Optional.empty();
        }

        /** Whether a newer range has taken the connection away from this one. */
        boolean overtaken() {
            lock.lock();
            try {
                return holder != this;
            } finally {
                lock.unlock();
            }
        }

        /** Does not need the connection for now. */
        void rest() {
            lock.lock();
            try {
                if (holder == this) {
                    holder = null;
                    turns.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        private boolean turn() {
            long deadline = System.nanoTime() + turnPatience.toNanos();
            lock.lock();
            try {
                waits = true;
                while (!gone() && holder != this) {
                    Viewing has = holder;
                    if (has == null ? newestWaiting() : has.number < number) {
                        if (has != null && line != null) {
                            line.hangUp();
                        }
                        holder = this;
                    } else if (turns.awaitNanos(deadline - System.nanoTime()) <= 0) {
                        return false;
                    }
                }
                return !gone();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                waits = false;
                lock.unlock();
            }
        }

        private boolean newestWaiting() {
            return ranges.stream()
                    .filter(each -> each.waits && !each.gone)
                    .max(Comparator.comparingLong(each -> each.number))
                    .filter(each -> each != this)
                    .isEmpty();
        }

        /** Waits a moment, or until its player leaves. */
        void pause(Duration time) {
            long left = time.toNanos();
            lock.lock();
            try {
                while (!gone() && left > 0) {
                    left = turns.awaitNanos(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                gone = true;
            } finally {
                lock.unlock();
            }
        }

        /** A media byte is on its way. */
        void shows() {
            seat.ifPresent(Seat::firm);
        }

        @Override
        public void close() {
            rest();
            lock.lock();
            try {
                ranges.remove(this);
                lastUsedNanos = System.nanoTime();
                if (!ranges.isEmpty()) {
                    return;
                }
            } finally {
                lock.unlock();
            }
            whenIdle.run();
        }
    }

    /** The provider has no connection left. */
    static final class NoConnection extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoConnection() {
            super("no connection left", null, false, false);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turns = lock.newCondition();
    /** Held while a connection is got, so that nobody gets a second. */
    private final ReentrantLock lineLock = new ReentrantLock();

    private final Set<Viewing> ranges = new LinkedHashSet<>();
    private final Optional<Seat> seat;
    private final Duration turnPatience;
    private final Runnable whenIdle;
    private @Nullable Viewing holder;
    private @Nullable FileLine line;
    private @Nullable Feed lineFeed;
    private long numbers;
    private long lastUsedNanos = System.nanoTime();
    private volatile boolean ended;

    /**
     * @param seat absent for an operator, who needs none
     * @param whenIdle called when its last range was closed
     */
    Showing(Optional<Seat> seat, Duration turnPatience, Runnable whenIdle) {
        this.seat = seat;
        this.turnPatience = turnPatience;
        this.whenIdle = whenIdle;
    }

    /** A range begins; empty if the showing has ended. */
    Optional<Viewing> begin(Exchange exchange) {
        Viewing viewing;
        lock.lock();
        try {
            if (ended) {
                return Optional.empty();
            }
            viewing = new Viewing(exchange, ++numbers);
            ranges.add(viewing);
        } finally {
            lock.unlock();
        }
        exchange.whenOver(viewing::left);
        return Optional.of(viewing);
    }

    private FileLine lineTo(Feed feed, Function<Feed, Optional<FileLine>> take) {
        lineLock.lock();
        try {
            Optional<FileLine> have = line(feed);
            if (have.isPresent()) {
                return have.get();
            }
            FileLine fresh = take.apply(feed).orElseThrow(NoConnection::new);
            lock.lock();
            try {
                if (ended) {
                    fresh.close();
                    throw new NoConnection();
                }
                line = fresh;
                lineFeed = feed;
                return fresh;
            } finally {
                lock.unlock();
            }
        } finally {
            lineLock.unlock();
        }
    }

    /** The connection there is, if it leads to {@code feed}; one that leads elsewhere is given back. */
    private Optional<FileLine> line(Feed feed) {
        FileLine other;
        lock.lock();
        try {
            if (line == null || feed.equals(lineFeed)) {
                return Optional.ofNullable(line);
            }
            other = line;
            line = null;
        } finally {
            lock.unlock();
        }
        other.close();
        return Optional.empty();
    }

    /** Whether no range is open, and has not been for {@code time}. */
    boolean idleFor(Duration time) {
        lock.lock();
        try {
            return ranges.isEmpty() && System.nanoTime() - lastUsedNanos >= time.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the connection back, if no range is open. */
    void letGo() {
        FileLine idle;
        lock.lock();
        try {
            if (!ranges.isEmpty() || line == null) {
                return;
            }
            idle = line;
            line = null;
        } finally {
            lock.unlock();
        }
        idle.close();
    }

    boolean ended() {
        return ended;
    }

    /** Ends every range, and gives back connection and seat. */
    void end() {
        List<Viewing> open;
        FileLine last;
        lock.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            open = List.copyOf(ranges);
            last = line;
            line = null;
            turns.signalAll();
        } finally {
            lock.unlock();
        }
        open.forEach(each -> each.exchange.breakOff());
        if (last != null) {
            last.close();
        }
        seat.ifPresent(Seat::close);
    }
}
