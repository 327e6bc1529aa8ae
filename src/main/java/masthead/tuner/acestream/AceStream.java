package masthead.tuner.acestream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import masthead.format.acestream.AceContent;
import masthead.http.Upstreams;
import masthead.metrics.Metrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AceStream engines and what they play for us.
 *
 * <p>Nothing is asked, watched or logged until somebody wants a content, and nothing any more two minutes after the last.
 * Safe on any thread.
 */
public final class AceStream implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AceStream.class);
    /** A session gives up by itself, and knows why. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final long UNUSED_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long NETWORK_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int LEFTOVER_TRIES = 3;

    private final AceSettings settings;
    private final Supplier<EventLoop> loops;
    private final EnginePool pool;
    private final Leftovers leftovers;
    private final Clock clock;
    private final List<Runnable> idlers = new CopyOnWriteArrayList<>();
    private @Nullable Sessions sessions;
    private @Nullable ScheduledFuture<?> ticks;
    private volatile long usedNanos;

    /** @param loops gives the next event loop in turn */
    public AceStream(AceSettings settings, Upstreams upstreams, Supplier<EventLoop> loops, Path folder, Clock clock) {
        this.settings = settings;
        this.loops = loops;
        this.clock = clock;
        this.pool = new EnginePool(
                settings.engines().all().stream()
                        .map(EngineAddress::new)
                        .map(each -> new Engine(each, new EngineClient(each, upstreams, settings)))
                        .toList(),
                settings,
                System::nanoTime);
        this.leftovers = new Leftovers(folder);
    }

    /** Begins: stops what an earlier run left. Once; {@code reading} opens the engines' streams. */
    public void begin(Reader.Opening reading, Metrics metrics) {
        Sessions made = new Sessions(settings, pool, reading, leftovers, clock);
        synchronized (this) {
            sessions = made;
        }
        pool.whenFull(() -> {
            if (!made.makeRoom()) {
                idlers.forEach(Runnable::run);
            }
        });
        metrics.gauge("masthead_acestream_sessions", "Sessions of AceStream engines, or about to be.", made::size);
        Map<EngineState, DoubleSupplier> states = new EnumMap<>(EngineState.class);
        for (EngineState state : EngineState.values()) {
            states.put(
                    state,
                    () -> pool.seen().stream()
                            .filter(each -> each.state() == state)
                            .count());
        }
        Map<String, DoubleSupplier> byName = new LinkedHashMap<>();
        states.forEach((state, count) -> byName.put(state.name().toLowerCase(Locale.ROOT), count));
        metrics.gauge("masthead_acestream_engines", "AceStream engines by how they are.", "state", byName);
        for (Leftovers.Leftover each : leftovers.found()) {
            if (pool.engine(each.engine()).isPresent()) {
                pool.leftovers(each.engine(), 1);
                EventLoop loop = loops.get();
                loop.execute(() -> stopLeftover(each, loop, LEFTOVER_TRIES));
            } else {
                leftovers.remove(each.engine(), each.path());
            }
        }
    }

    private void stopLeftover(Leftovers.Leftover left, EventLoop loop, int tries) {
        EngineClient client = pool.engine(left.engine()).orElseThrow().client;
        client.stop(left.path(), loop, told -> {
            boolean silent = told instanceof EngineClient.Told.Nothing(String why, boolean unreachable) && !unreachable;
            if (silent && tries > 1) {
                stopLeftover(left, loop, tries - 1);
                return;
            }
            pool.leftovers(left.engine(), -1);
            leftovers.remove(left.engine(), left.path());
            log.atInfo()
                    .addKeyValue("engine", left.engine())
                    .log("Stopped an AceStream session that an earlier run left");
        });
    }

    /**
     * Has {@code tap} told what {@code content} brings, from the session there is or a new one.
     *
     * @return ends that; on the tap's loop
     */
    public Runnable open(AceContent content, Tap tap) {
        return open(content, tap, true);
    }

    /** @param watches whether somebody watches; a check gives way to who does */
    Runnable open(AceContent content, Tap tap, boolean watches) {
        used();
        Outlet outlet = new Outlet(tap, watches);
        running().place(content, outlet);
        return outlet::leave;
    }

    private synchronized Sessions running() {
        if (sessions == null) {
            throw new IllegalStateException("not begun");
        }
        return sessions;
    }

    boolean hasRoom() {
        return pool.hasRoom();
    }

    /** What to do when somebody waits for a session and all are in use: let go of those that nobody watches. Any thread. */
    public void whenShort(Runnable idler) {
        idlers.add(idler);
    }

    /** Whether one more content could be played without anybody having to give way; or {@code content} is played already. */
    public boolean spare(AceContent content) {
        return pool.hasRoom() || running().find(content).isPresent();
    }

    /** How long somebody may wait for a first picture. */
    public Duration patience() {
        return settings.openTimeout().plus(MARGIN);
    }

    /** How patient to be. */
    public AceSettings settings() {
        return settings;
    }

    /** The engines, as they are configured. */
    public List<EngineSeen> engines() {
        return pool.seen();
    }

    /** What they play. */
    public List<SessionSeen> sessions() {
        return running().seen();
    }

    /** What plays {@code content}. */
    public Optional<SessionSeen> session(AceContent content) {
        return running().find(content).map(Session::seen);
    }

    // ---- health ----

    private void used() {
        usedNanos = System.nanoTime();
        synchronized (this) {
            if (ticks == null) {
                ticks = loops.get().scheduleAtFixedRate(this::tick, 1000, 1000, TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean unused() {
        return pool.idle() && System.nanoTime() - usedNanos > UNUSED_NANOS;
    }

    private void tick() {
        if (unused()) {
            synchronized (this) {
                if (ticks != null && unused()) { // somebody may have come meanwhile
                    ticks.cancel(false);
                    ticks = null;
                }
            }
            return;
        }
        EventLoop loop = loops.get();
        loop.execute(() -> look(loop, pool.due(), () -> {}));
    }

    private void look(EventLoop loop, List<Engine> due, Runnable heard) {
        for (Engine engine : due) {
            engine.client.version(loop, told -> {
                pool.told(engine, told);
                heard.run();
                if (told instanceof EngineClient.Told.Yes && pool.networkDue(engine, NETWORK_NANOS)) {
                    engine.client.network(loop, answer -> {
                        if (answer instanceof EngineClient.Told.Yes(EngineJson result) && result.has("connected")) {
                            pool.connected(engine, result.truth("connected"));
                        }
                    });
                }
            });
        }
    }

    /** Asks engines how they are, those that were not asked of late, and waits for their answers; may block. */
    public void look(Duration patience) {
        EventLoop loop = loops.get();
        List<Engine> due = pool.due();
        CountDownLatch heard = new CountDownLatch(due.size());
        loop.execute(() -> look(loop, due, heard::countDown));
        try {
            if (!heard.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                log.atDebug().log("An AceStream engine takes its time to tell how it is");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Sessions all;
        synchronized (this) {
            if (ticks != null) {
                ticks.cancel(false);
            }
            all = sessions;
        }
        try {
            if (all != null && !all.close(CLOSE_PATIENCE)) {
                log.atWarn().log("Not all AceStream sessions could be stopped; the next start does");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException stopped) {
            log.atDebug().log("The loops are stopped already");
        }
        leftovers.flush();
    }
}
