package masthead.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work waiting for two platform threads, in one lane per address; the lanes are served in turn.
 *
 * <p>An address that floods fills its own lane only: a newcomer waits for at most one task of every other address. A lane whose
 * address must pause is passed over until it may go on. When all places are taken, the longest lane gives one up; if none is
 * longer than the newcomer's would be, the newcomer is refused. Work of our own has no lane and goes first. Safe on any thread.
 */
final class FairQueue implements AutoCloseable {
    /**
     * Something to do. Exactly one of the two is called, once: {@code work} on a thread of the queue, or {@code refused}, on the
     * caller's of {@link #offer} or {@link #close}.
     */
    record Task(Runnable work, Runnable refused) {}

    private static final Logger log = LoggerFactory.getLogger(FairQueue.class);
    private static final int THREADS = 2;
    /** How long the threads nap while all that wait must pause. */
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final int limit;
    private final int limitPerAddress;
    private final Predicate<String> mayGo;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Task> own = new ArrayDeque<>();
    private final Map<String, Deque<Task>> lanes = new LinkedHashMap<>();
    private int waiting;
    private boolean closed;

    /** @param mayGo takes one try of an address, if it need not pause */
    FairQueue(int limit, int limitPerAddress, Predicate<String> mayGo) {
        this.limit = limit;
        this.limitPerAddress = limitPerAddress;
        this.mayGo = mayGo;
        for (int i = 1; i <= THREADS; i++) {
            Thread.ofPlatform().daemon().name("masthead-passwords-" + i).start(this::work);
        }
    }

    /** Queues {@code task} in the lane of {@code address}; it, or the one that gives way to it, may be refused at once. */
    void offer(String address, Task task) {
        Optional<Task> loser;
        lock.lock();
        try {
            loser = enqueue(address, task);
            changed.signal();
        } finally {
            lock.unlock();
        }
        loser.ifPresent(each -> each.refused().run());
    }

    /** Queues work of our own, before everybody else's. */
    void offerOwn(Task task) {
        boolean late;
        lock.lock();
        try {
            late = closed;
            if (!late) {
                own.addLast(task);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        if (late) {
            task.refused().run();
        }
    }

    /** Tasks waiting in lanes. */
    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses what waits; what runs comes to its end. */
    @Override
    public void close() {
        List<Task> losers = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            losers.addAll(own);
            lanes.values().forEach(losers::addAll);
            own.clear();
            lanes.clear();
            waiting = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        losers.forEach(each -> each.refused().run());
    }

    private Optional<Task> enqueue(String address, Task task) {
        int length = lanes.containsKey(address) ? lanes.get(address).size() : 0;
        if (closed || length >= limitPerAddress) {
            return Optional.of(task);
        }
        Optional<Task> loser = Optional.empty();
        if (waiting >= limit) {
            loser = lastOfLongest(length + 1);
            if (loser.isEmpty()) {
                return Optional.of(task);
            }
            waiting--;
        }
        lanes.computeIfAbsent(address, each -> new ArrayDeque<>()).addLast(task);
        waiting++;
        return loser;
    }

    private Optional<Task> lastOfLongest(int longerThan) {
        Optional<Deque<Task>> longest = lanes.values().stream()
                .filter(lane -> lane.size() > longerThan)
                .max((a, b) -> Integer.compare(a.size(), b.size()));
        return longest.map(Deque::removeLast); // longer than one, so the lane is not left empty
    }

    private void work() {
        for (Optional<Task> task = next(); task.isPresent(); task = next()) {
            try {
                task.get().work().run();
            } catch (RuntimeException | Error e) {
                log.atError().setCause(e).log("A login could not be judged"); // the next one wants this thread
            }
        }
    }

    /** The next task, waiting for it; nothing once the queue is closed. */
    private Optional<Task> next() {
        lock.lock();
        try {
            Optional<Task> task = first();
            while (task.isEmpty() && !closed) {
                long _ = changed.awaitNanos(lanes.isEmpty() ? Long.MAX_VALUE : NAP_NANOS);
                task = first();
            }
            return task;
        } catch (InterruptedException e) {
            return Optional.empty(); // nobody but a dying process interrupts these threads
        } finally {
            lock.unlock();
        }
    }

    /** The task whose turn it is; nothing if all that wait must pause. */
    private Optional<Task> first() {
        if (!own.isEmpty()) {
            return Optional.of(own.removeFirst());
        }
        for (Iterator<Map.Entry<String, Deque<Task>>> turns = lanes.entrySet().iterator(); turns.hasNext(); ) {
            Map.Entry<String, Deque<Task>> lane = turns.next();
            if (mayGo.test(lane.getKey())) {
                turns.remove();
                return Optional.of(firstOf(lane.getKey(), lane.getValue()));
            }
        }
        return Optional.empty();
    }

    /** Takes the first task of a lane that was just taken out; what is left of it goes to the end of the line. */
    private Task firstOf(String address, Deque<Task> lane) {
        Task first = lane.removeFirst();
        waiting--;
        if (!lane.isEmpty()) {
            lanes.put(address, lane);
        }
        return first;
    }
}
