package masthead.vod;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import masthead.catalog.ChannelId;
import masthead.catalog.ProviderId;
import masthead.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Titles whose providers are to be asked: at most {@value #AT_ONCE} at a time of one provider, with a pause between; who waits for
 * an answer is first. Bounded; each title is in it once. Safe on any thread.
 */
final class DetailsQueue implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DetailsQueue.class);
    private static final int AT_ONCE = 2;
    private static final Duration APART = Duration.ofMillis(200);

    private record Job(ChannelId title, Runnable ask, CompletableFuture<Boolean> done) {}

    /** The jobs of one provider; guarded by the lock. */
    private static final class Line {
        private final Deque<Job> waiting = new ArrayDeque<>();
        private final Map<ChannelId, Job> known = new HashMap<>();
        private int asking;
        private long nextNanos = System.nanoTime();
        private String lastFailure = "";
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<ProviderId, Line> lines = new HashMap<>();
    private final int most;
    private long asked;
    private long failed;
    private long dropped;
    private boolean closed;

    DetailsQueue(VodSettings settings, Metrics metrics) {
        this.most = settings.detailsQueue();
        metrics.gauge("masthead_vod_details_waiting", "Titles whose providers are to be asked.", this::waiting);
    }

    private int waiting() {
        lock.lock();
        try {
            return lines.values().stream().mapToInt(each -> each.waiting.size()).sum();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks later, or soon where somebody waits; one that is in the queue already is not asked twice.
     *
     * @return done when it was asked, with whether that worked; failed if the queue is full
     */
    CompletableFuture<Boolean> ask(ProviderId provider, ChannelId title, boolean soon, Runnable ask) {
        lock.lock();
        try {
            Line line = lines.computeIfAbsent(provider, any -> new Line());
            Job known = line.known.get(title);
            if (known != null) {
                if (soon && line.waiting.remove(known)) {
                    line.waiting.addFirst(known);
                }
                return known.done();
            }
            if (closed || line.waiting.size() >= most) {
                dropped++;
                return CompletableFuture.completedFuture(false);
            }
            Job job = new Job(title, ask, new CompletableFuture<>());
            line.known.put(title, job);
            if (soon) {
                line.waiting.addFirst(job);
            } else {
                line.waiting.addLast(job);
            }
            if (line.asking < AT_ONCE) {
                line.asking++;
                Thread.ofVirtual().name("details").start(() -> work(line));
            }
            return job.done();
        } finally {
            lock.unlock();
        }
    }

    private void work(Line line) {
        for (Job next = next(line); next != null; next = next(line)) {
            run(line, next);
        }
    }

    /** The next job when its time has come; null where none is left, and then this worker is gone. */
    private @org.jspecify.annotations.Nullable Job next(Line line) {
        lock.lock();
        try {
            while (!closed && !line.waiting.isEmpty()) {
                long wait = line.nextNanos - System.nanoTime();
                if (wait <= 0) {
                    line.nextNanos = System.nanoTime() + APART.toNanos();
                    return line.waiting.removeFirst();
                }
                if (changed.awaitNanos(wait) > 0 && closed) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        lock.lock();
        try {
            line.asking--;
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void run(Line line, Job job) {
        String failure = "";
        try {
            job.ask().run();
        } catch (RuntimeException e) {
            failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            log.atInfo()
                    .addKeyValue("title", job.title())
                    .addKeyValue("why", failure)
                    .log("No details");
        }
        lock.lock();
        try {
            line.known.remove(job.title());
            asked++;
            if (!failure.isEmpty()) {
                failed++;
                line.lastFailure = failure;
            }
        } finally {
            lock.unlock();
        }
        job.done().complete(failure.isEmpty());
    }

    DetailsSeen seen() {
        lock.lock();
        try {
            List<DetailsSeen.OfProvider> all = new ArrayList<>();
            lines.forEach((provider, line) -> all.add(new DetailsSeen.OfProvider(
                    provider, line.waiting.size(), line.known.size() - line.waiting.size(), line.lastFailure)));
            return new DetailsSeen(all, asked, failed, dropped);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            lines.values().forEach(line -> {
                line.waiting.forEach(each -> each.done().complete(false));
                line.waiting.clear();
            });
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
