package masthead.guide;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import masthead.catalog.NoSuchEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads guides again when their time has come, each a little later than it might, drops once a day what is over, and brings what is on
 * into memory after each change.
 *
 * <p>A guide that fails is tried again after its usual time, not sooner: its server may be in trouble. Works on virtual threads;
 * {@link #look} may be called on any thread.
 */
final class GuideRefresh implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GuideRefresh.class);
    private static final Duration SWEEP = Duration.ofDays(1);

    private final GuideSources sources;
    private final GuideImport imports;
    private final Runnable sweep;
    private final GuideSettings settings;
    private final Clock clock;
    private final Map<GuideSourceId, Instant> begun = new ConcurrentHashMap<>();
    private final Map<GuideSourceId, Boolean> running = new ConcurrentHashMap<>();
    private final AtomicBoolean warming = new AtomicBoolean();
    private final Lock turn = new ReentrantLock();
    /** Never in this run: whatever runs for less than a day has to drop what is over as well. */
    private volatile Instant swept = Instant.EPOCH;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("guide refresh ", 1).factory());

    GuideRefresh(GuideSources sources, GuideImport imports, Runnable sweep, GuideSettings settings, Clock clock) {
        this.sources = sources;
        this.imports = imports;
        this.sweep = sweep;
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks again and again, this long apart, until it is closed. */
    void every(Duration interval) {
        threads.execute(() -> {
            try {
                while (true) {
                    TimeUnit.NANOSECONDS.sleep(interval.toNanos());
                    quietly("Cannot look for guides that are due", this::look);
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Begins to read what is due. */
    void look() {
        Instant now = clock.instant();
        for (GuideSource each : sources.current()) {
            boolean due = each.enabled()
                    && !each.terms().url().isEmpty()
                    && each.terms()
                            .timing()
                            .refresh()
                            .filter(refresh ->
                                    !last(each).plus(refresh).plus(jitter(each)).isAfter(now))
                            .isPresent();
            if (due) {
                begin(each.id());
            }
        }
        if (!swept.plus(SWEEP).isAfter(now)) {
            swept = now;
            soon("What is over could not be dropped", sweep);
        }
    }

    /** Begins to read a guide, unless it is being read; tells whether it did. */
    boolean begin(GuideSourceId id) {
        return begin(id, false);
    }

    boolean begin(GuideSourceId id, boolean trusted) {
        if (running.putIfAbsent(id, true) != null) {
            return false;
        }
        begun.put(id, clock.instant());
        background(() -> read(id, trusted));
        return true;
    }

    /** One that was never read is due at once. */
    private Instant last(GuideSource source) {
        Instant checked = source.state().checkedAt().orElse(Instant.EPOCH);
        Instant tried = begun.getOrDefault(source.id(), Instant.EPOCH);
        return tried.isAfter(checked) ? tried : checked;
    }

    /** The same for the same reading, however often it is asked for, and another one for the next. */
    private Duration jitter(GuideSource source) {
        long most = settings.jitter().toMillis();
        long seed = last(source).toEpochMilli() * 31 + source.id().value() + settings.hashCode();
        return Duration.ofMillis(most == 0 ? 0 : Math.floorMod(seed * 0x9E3779B97F4A7C15L, most));
    }

    private void read(GuideSourceId id, boolean trusted) {
        try {
            imports.run(id, trusted);
        } catch (NoSuchEntry removed) {
            begun.remove(id);
        } catch (RuntimeException | OutOfMemoryError e) {
            log.atError().addKeyValue("guide", id).setCause(e).log("A guide could not be read again");
        } finally {
            running.remove(id);
        }
    }

    /** Does some work in the background, once more if it is asked for while it runs. */
    void warm(Runnable work) {
        if (warming.compareAndSet(false, true)) {
            background(() -> {
                turn.lock();
                try {
                    warming.set(false);
                    quietly("What is on could not be brought into memory", work);
                } finally {
                    turn.unlock();
                }
            });
        }
    }

    /** Runs some work once, in the background. */
    void soon(String trouble, Runnable work) {
        background(() -> quietly(trouble, work));
    }

    private void background(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException closed) {
            log.atDebug().log("Guides are no longer looked after");
        }
    }

    private void quietly(String trouble, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException
                | OutOfMemoryError e) { // the next time may be better; without this there would be none
            if (!threads.isShutdown()) { // else it was cut off, and the next run goes on with it
                log.atWarn().setCause(e).log(trouble);
            }
        }
    }

    /** Cuts off what is being read. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
