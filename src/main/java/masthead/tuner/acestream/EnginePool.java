package masthead.tuner.acestream;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import masthead.format.acestream.AceContent;
import masthead.tuner.NoSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engines, and which of them is to play something: the least loaded that is well, has not failed this content of late,
 * and has not just begun something else. Safe on any thread; nothing is waited for under its lock.
 */
final class EnginePool {
    /** The right to have one session on an engine; to be given back. */
    final class Claim {
        private final Engine engine;
        private final AceContent content;

        private Claim(Engine engine, AceContent content) {
            this.engine = engine;
            this.content = content;
        }

        EngineClient client() {
            return engine.client;
        }

        EngineAddress address() {
            return engine.address;
        }

        /** It shows packets. */
        void shows() {
            synchronized (EnginePool.this) {
                engine.shows(content, nanos.getAsLong());
            }
        }

        /** The engine did not do what it should; it is avoided for this content. */
        void failed(String why, Fault fault) {
            EnginePool.this.failed(this, why, fault);
        }

        void giveBack() {
            synchronized (EnginePool.this) {
                engine.claims.remove(this);
            }
        }
    }

    /** Whose fault a failure is. */
    enum Fault {
        /** Nobody listens there. */
        UNREACHABLE,
        /** It does not answer, or not well. */
        ENGINE,
        /** It is well, but cannot play this. */
        CONTENT,
        /** It lacks something that is paid for. */
        OPTION
    }

    /** What came of asking for an engine. */
    sealed interface Choice {
        record Granted(Claim claim) implements Choice {}

        /**
         * None is free yet; {@code why} is what to say when patience ends.
         *
         * @param settles whether one will be free for certain, as soon as it has settled
         */
        record Wait(Duration time, NoSignal why, boolean settles) implements Choice {}

        record None(NoSignal why) implements Choice {}
    }

    private static final int LONGEST_VERSION = 50;
    private static final Logger log = LoggerFactory.getLogger(EnginePool.class);
    private static final Duration SHORT_WAIT = Duration.ofMillis(200);
    private static final Duration OPTION_REST = Duration.ofMinutes(10);
    /** One that was well so lately may be starting anew. */
    private static final long STARTING_NANOS = Duration.ofSeconds(60).toNanos();

    private static final long TRY_AGAIN_NANOS = Duration.ofMillis(500).toNanos();
    private static final int MISSES = 3;

    private final List<Engine> engines;
    private final AceSettings settings;
    private final LongSupplier nanos;
    private Runnable makeRoom = () -> {};

    EnginePool(List<Engine> engines, AceSettings settings, LongSupplier nanos) {
        this.engines = List.copyOf(engines);
        this.settings = settings;
        this.nanos = nanos;
    }

    /** What to do when all sessions are taken: end one that nobody needs. */
    synchronized void whenFull(Runnable task) {
        makeRoom = task;
    }

    /** @param tried engines that were tried for it a moment ago, and are not to be tried again */
    Choice claim(AceContent content, Set<EngineAddress> tried) {
        Choice choice;
        Runnable room;
        synchronized (this) {
            choice = choose(content, tried);
            room = makeRoom;
        }
        if (choice instanceof Choice.Wait wait && wait.why() instanceof NoSignal.NoSession) {
            room.run();
        }
        return choice;
    }

    private Choice choose(AceContent content, Set<EngineAddress> tried) {
        long now = nanos.getAsLong();
        List<Engine> open = engines.stream()
                .filter(each -> !each.resting(now) && !tried.contains(each.address))
                .toList();
        List<Engine> up =
                open.stream().filter(each -> each.state != EngineState.DOWN).toList();
        Optional<Engine> best = up.stream()
                .filter(each -> free(each) && settleNanos(each, now) <= 0 && each.leftovers == 0)
                .min(order(content, now));
        if (best.isPresent()) {
            return grant(best.get(), content, now);
        }
        if (!up.isEmpty()) {
            return wait(up, now);
        }
        Optional<Engine> last = open.stream()
                .filter(each -> !each.everTried || now - each.triedNanos > TRY_AGAIN_NANOS)
                .min(Comparator.comparingLong(each -> each.triedNanos - now));
        if (last.isPresent()) {
            return grant(last.get(), content, now);
        }
        NoSignal why = new NoSignal.NoEngine(engines.stream()
                .map(each -> each.trouble)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("there is none"));
        boolean back = engines.stream()
                .anyMatch(each -> each.state == EngineState.DOWN
                        && !each.resting(now)
                        && each.everWell
                        && now - each.wellNanos < STARTING_NANOS);
        return back ? new Choice.Wait(SHORT_WAIT, why, false) : new Choice.None(why);
    }

    private boolean free(Engine engine) {
        return engine.claims.size() < settings.sessionsPerEngine();
    }

    /** How long it is to be left alone yet; an engine that plays nothing needs no rest. */
    private long settleNanos(Engine engine, long now) {
        return engine.claims.isEmpty()
                ? 0
                : engine.startedNanos + settings.settle().toNanos() - now;
    }

    private static Comparator<Engine> order(AceContent content, long now) {
        return Comparator.<Engine, Boolean>comparing(each -> each.failedOfLate(content, now))
                .thenComparing(each -> each.state == EngineState.DEGRADED)
                .thenComparing(each -> !each.playedOfLate(content, now))
                .thenComparingInt(each -> each.claims.size())
                .thenComparingLong(each -> each.startedNanos - now);
    }

    private Choice grant(Engine engine, AceContent content, long now) {
        Claim claim = new Claim(engine, content);
        engine.claims.add(claim);
        engine.startedNanos = now;
        engine.triedNanos = now;
        engine.everTried = true;
        return new Choice.Granted(claim);
    }

    private Choice wait(List<Engine> up, long now) {
        boolean full = up.stream().noneMatch(this::free);
        if (full) {
            return new Choice.Wait(SHORT_WAIT, new NoSignal.NoSession(), false);
        }
        long least = up.stream()
                .filter(this::free)
                .mapToLong(each -> each.leftovers > 0 ? SHORT_WAIT.toNanos() : settleNanos(each, now))
                .min()
                .orElse(0);
        NoSignal why = new NoSignal.NoEngine("it has just begun to play something else");
        return new Choice.Wait(
                Duration.ofNanos(Math.max(least, Duration.ofMillis(10).toNanos())), why, true);
    }

    private void failed(Claim claim, String why, Fault fault) {
        Engine engine = claim.engine;
        boolean breaks = false;
        synchronized (this) {
            long now = nanos.getAsLong();
            engine.remember(claim.content, now);
            switch (fault) {
                case UNREACHABLE -> down(engine, why);
                case ENGINE -> {
                    engine.trouble = why;
                    breaks = engine.fault(claim.content, now);
                }
                case OPTION -> {
                    engine.trouble = "it lacks a paid option: " + why;
                    engine.rest(now, OPTION_REST);
                    breaks = true;
                }
                case CONTENT -> engine.well(now);
            }
        }
        if (breaks) {
            log.atWarn()
                    .addKeyValue("engine", engine.address)
                    .addKeyValue("reason", why)
                    .log("An AceStream engine is left alone for a while");
        }
    }

    private void down(Engine engine, String why) {
        if (engine.state != EngineState.DOWN && engine.everTried) { // where nobody needs it nobody misses it
            log.atWarn()
                    .addKeyValue("engine", engine.address)
                    .addKeyValue("reason", why)
                    .log("An AceStream engine cannot be reached");
        }
        engine.state = EngineState.DOWN;
        engine.trouble = why;
    }

    // ---- health ----

    /** Engines whose health is to be asked now; each is taken to be asked until {@link #told}. */
    synchronized List<Engine> due() {
        long now = nanos.getAsLong();
        List<Engine> due = engines.stream()
                .filter(each -> !each.asked && (!each.everChecked || now - each.checkedNanos > pauseNanos(each)))
                .toList();
        due.forEach(each -> each.asked = true);
        return due;
    }

    private long pauseNanos(Engine engine) {
        long pause = settings.healthInterval().toNanos();
        return engine.state == EngineState.DOWN ? pause / 8 : pause;
    }

    /** What an engine said of itself. */
    synchronized void told(Engine engine, EngineClient.Told told) {
        long now = nanos.getAsLong();
        engine.asked = false;
        engine.everChecked = true;
        engine.checkedNanos = now;
        switch (told) {
            case EngineClient.Told.Yes(EngineJson version) -> {
                engine.well(now);
                engine.version = version.text("version")
                        .map(text -> text.substring(0, Math.min(LONGEST_VERSION, text.length())))
                        .orElse("");
            }
            case EngineClient.Told.No(String error) -> engine.well(now); // it answers
            case EngineClient.Told.Nothing(String why, boolean unreachable) -> {
                engine.misses++;
                if (unreachable || engine.misses >= MISSES) {
                    down(engine, why);
                } else if (engine.state != EngineState.DOWN) {
                    engine.state = EngineState.DEGRADED;
                    engine.trouble = why;
                }
            }
        }
    }

    /** Whether its network is to be asked about now. */
    synchronized boolean networkDue(Engine engine, long everyNanos) {
        long now = nanos.getAsLong();
        if (engine.networkNanos != 0 && now - engine.networkNanos < everyNanos) {
            return false;
        }
        engine.networkNanos = now;
        return true;
    }

    /** Whether it is connected to its network. */
    synchronized void connected(Engine engine, boolean connected) {
        engine.cutOff = !connected;
        boolean answers = engine.state == EngineState.HEALTHY || engine.state == EngineState.DEGRADED;
        if (answers && engine.misses == 0) {
            engine.well(nanos.getAsLong());
        }
    }

    /** A session of an earlier run begins, or ceases, to be stopped there. */
    synchronized void leftovers(EngineAddress address, int more) {
        engine(address).ifPresent(each -> each.leftovers += more);
    }

    Optional<Engine> engine(EngineAddress address) {
        return engines.stream().filter(each -> each.address.equals(address)).findFirst();
    }

    /** Whether something could be started without anybody having to wait or to give way. */
    synchronized boolean hasRoom() {
        long now = nanos.getAsLong();
        return engines.stream()
                .anyMatch(each -> (each.state != EngineState.DOWN || now - each.triedNanos > STARTING_NANOS)
                        && !each.resting(now)
                        && free(each));
    }

    synchronized boolean idle() {
        return engines.stream().allMatch(each -> each.claims.isEmpty());
    }

    synchronized List<EngineSeen> seen() {
        long now = nanos.getAsLong();
        return engines.stream()
                .map(each -> new EngineSeen(
                        each.address.toString(),
                        each.state,
                        each.version,
                        each.claims.size(),
                        each.resting(now),
                        each.trouble))
                .toList();
    }
}
