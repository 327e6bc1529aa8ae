package masthead.tuner.acestream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import masthead.format.acestream.AceContent;
import masthead.tuner.NoSignal;
import masthead.tuner.acestream.EngineClient.Started;
import masthead.tuner.acestream.EnginePool.Fault;
import masthead.tuner.acestream.SessionSeen.Phase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One content on one engine, for all who want it.
 *
 * <pre>
 * SEEKING ─► STARTING ─► BUFFERING ─► LIVE ◄─► RECONNECTING
 *    ▲           └───────────┘ fails: stopped, the next engine   every end: STOPPING ─► OVER
 * </pre>
 *
 * <p>The engine's answer to a start says only that a session was made. The stream's end is a fault, since it has no length: it
 * is opened anew once at the same address, and if that does not work the session is lost, and who wants the content asks for
 * another, by a new player's id. A session that was made is stopped, whatever happens; a stop ends what others started of the
 * same content, so there is never a second.
 *
 * <p>Whatever is under way when it is to stop, a question or a stop, ends it when the answer comes: only then is it known what
 * there is to stop. It is long because it is one state machine. Lives on one event loop.
 */
final class Session implements Reader.Listener {
    /** Where sessions are kept. */
    interface House {
        AceSettings settings();

        EnginePool pool();

        Reader.Opening reading();

        Leftovers leftovers();

        Instant now();

        /** {@code session} plays {@code infohash}; or else the session that does so already. */
        Optional<Session> named(Session session, String infohash);

        /** The session that plays {@code asked}, under whatever name. */
        Optional<Session> find(AceContent asked);

        /** What {@code asked} is to be started by. */
        AceContent selector(AceContent asked);

        /** {@code asked} was started by {@code selector}, which may be the other kind. */
        void works(AceContent asked, AceContent selector, boolean encrypted);

        boolean encrypted(AceContent asked);

        /** No engine can play it, and will not in the next minute. */
        void unplayable(AceContent asked, NoSignal why);

        /** It is over. */
        void gone(Session session);

        /** Finds a session for an outlet that was left without. */
        void place(AceContent asked, Outlet outlet);
    }

    private static final Logger log = LoggerFactory.getLogger(Session.class);
    private static final long STEADY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final Duration WARM_UP_PAUSE = Duration.ofSeconds(1);
    private static final Set<Integer> WARMING_UP = Set.of(404, 500, 502, 503, 504);
    private static final int NEWER_TRIES = 2;

    private final AceContent content;
    private final EventLoop loop;
    private final House house;
    private final Instant since;
    private long deadlineNanos;
    private final Audience audience = new Audience();
    /** Who came while it was being stopped. */
    private final List<Outlet> late = new ArrayList<>();

    private final Set<EngineAddress> tried = new HashSet<>();
    private final Statistics statistics;
    private final EngineEvents events;
    private volatile Phase phase = Phase.SEEKING;
    private volatile SessionSeen seen;
    private volatile boolean unwatched;
    private volatile boolean givesWay;
    private Optional<String> infohash = Optional.empty();
    private AceContent selector;
    private EnginePool.@Nullable Claim claim;
    private @Nullable Held held;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ScheduledFuture<?> lingering;
    private @Nullable ScheduledFuture<?> patience;
    private NoSignal last = new NoSignal.NoEngine("there is none");
    private boolean begun;
    /** Whether the engine was asked something whose answer decides how it goes on. */
    private boolean awaiting;

    private boolean resolved;
    private boolean hls;
    private boolean shown;
    private boolean hurried;
    private int newer;
    private long waitingSinceNanos;
    private long liveNanos;
    private long reopenedNanos;

    Session(AceContent content, EventLoop loop, House house) {
        this.content = content;
        this.loop = loop;
        this.house = house;
        this.since = house.now();
        this.selector = house.selector(content);
        this.hls = house.encrypted(content);
        this.statistics = new Statistics(house.settings(), loop, this::numbersCame, this::engineSaysOver);
        this.events = new EngineEvents(loop, this::engineEnded);
        this.seen = look();
    }

    /** What it was asked by. */
    AceContent content() {
        return content;
    }

    EventLoop loop() {
        return loop;
    }

    /** How it is; on any thread. */
    SessionSeen seen() {
        return seen;
    }

    /** Whether it has a place on an engine, and nobody watches; on any thread. */
    boolean idle() {
        return unwatched
                && switch (phase) {
                    case STARTING, BUFFERING, LIVE, RECONNECTING -> true;
                    case SEEKING, STOPPING, OVER -> false;
                };
    }

    private void to(Phase next) {
        phase = next;
        seen = look();
    }

    private SessionSeen look() {
        unwatched = !audience.watched();
        return new SessionSeen(
                content.toString(),
                infohash,
                Optional.ofNullable(claim).map(each -> each.address().toString()),
                phase,
                since,
                statistics.numbers(),
                audience.feeds());
    }

    private void numbersCame() {
        seen = look();
        if (statistics.numbers().frozen()) {
            audience.lostToImpatient(new NoSignal.Unhealthy("The broadcast stands still."));
            stopIfUnwatched(); // nobody shall come back to this
        }
    }

    // ---- who listens ----

    /** Adds a listener; false if it is over: then another session is needed. */
    boolean add(Outlet outlet) {
        if (phase == Phase.OVER) {
            return false;
        }
        if (outlet.closed()) {
            if (!begun) {
                stopIfUnwatched(); // it was made for this one alone: nobody else would end it
            }
            return true;
        }
        if (phase == Phase.STOPPING) {
            late.add(outlet);
            return true;
        }
        cancel(lingering);
        audience.add(outlet);
        seen = look();
        if (shown) {
            outlet.showsPackets();
        } else if (!begun) {
            begun = true;
            deadlineNanos = System.nanoTime() + house.settings().openTimeout().toNanos();
            patience =
                    loop.schedule(this::tooLate, house.settings().openTimeout().toNanos(), TimeUnit.NANOSECONDS);
            seek();
        }
        return true;
    }

    /** From any thread. */
    void left(Outlet outlet) {
        loop.execute(() -> remove(outlet));
    }

    private void remove(Outlet outlet) {
        late.remove(outlet);
        if (!audience.remove(outlet)) {
            return;
        }
        seen = look();
        if (!audience.isEmpty()) {
            return;
        }
        Duration linger = house.settings().linger();
        if (shown && outlet.watches && !hurried && !linger.isZero()) {
            cancel(lingering);
            lingering = loop.schedule(this::stopIfUnwatched, linger.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            stop();
        }
    }

    /** Whether it is being stopped so that another has its place; on any thread. */
    boolean givesWay() {
        return givesWay && phase == Phase.STOPPING;
    }

    /** Its place is needed: it ends unless somebody watches. */
    void giveWay() {
        if (!audience.watched()) {
            givesWay = phase != Phase.OVER;
            end(new NoSignal.NoSession());
        }
    }

    private void stopIfUnwatched() {
        if (audience.isEmpty()) {
            stop();
        }
    }

    /** The server closes: it ends, whoever listens. */
    void shutDown() {
        hurried = true;
        end(new NoSignal.Ended("the server is shutting down"));
    }

    // ---- an engine ----

    private void seek() {
        if (phase != Phase.SEEKING) {
            return;
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            end(last);
            return;
        }
        switch (house.pool().claim(content, tried)) {
            case EnginePool.Choice.Granted(var granted) -> {
                claim = granted;
                resolve(granted);
            }
            case EnginePool.Choice.None(NoSignal why) -> end(tried.isEmpty() ? why : last);
            case EnginePool.Choice.Wait(Duration time, NoSignal why, boolean settles) -> await(time, why, settles);
        }
    }

    private void tooLate() {
        if (!shown && phase != Phase.STOPPING && phase != Phase.OVER) {
            end(phase == Phase.BUFFERING ? new NoSignal.NoPeers() : last);
        }
    }

    private void await(Duration time, NoSignal why, boolean settles) {
        long now = System.nanoTime();
        waitingSinceNanos = waitingSinceNanos == 0 ? now : waitingSinceNanos;
        boolean tooLong =
                now - waitingSinceNanos > house.settings().queueTimeout().toNanos();
        if (!settles && (tooLong || audience.allImpatient())) {
            end(why);
            return;
        }
        if (why instanceof NoSignal.NoEngine && !settles) {
            tried.clear(); // one may be back
        }
        last = why;
        timer = loop.schedule(this::seek, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Under another name it may be playing already. */
    private void resolve(EnginePool.Claim at) {
        boolean known = infohash.isPresent() || content.kind() == AceContent.Kind.INFOHASH;
        if (known || resolved || house.settings().resolveTimeout().isZero()) {
            start(at);
            return;
        }
        resolved = true;
        to(Phase.STARTING);
        awaiting = true;
        at.client().resolve(content, loop, found -> {
            awaiting = false;
            if (phase != Phase.STARTING) {
                finish();
            } else if (found.isEmpty() || !joins(at, found.get())) {
                start(at);
            }
        });
    }

    /** Whether another session plays {@code found}: then all who listen go there. */
    private boolean joins(EnginePool.Claim at, String found) {
        infohash = Optional.of(found);
        return goes(at, house.named(this, found), new AceContent(AceContent.Kind.INFOHASH, found));
    }

    /** Whether another session plays it, asked by {@code name}: then all who listen go there. */
    private boolean plays(EnginePool.Claim at, AceContent name) {
        return name.kind() == AceContent.Kind.INFOHASH
                ? joins(at, name.value())
                : goes(at, house.find(name).filter(each -> !each.equals(this)), name);
    }

    private boolean goes(EnginePool.Claim at, Optional<Session> other, AceContent name) {
        if (other.isEmpty()) {
            return false;
        }
        audience.leave().forEach(each -> house.place(name, each));
        boolean sameEngine =
                other.get().seen().engine().equals(Optional.of(at.address().toString()));
        if (sameEngine && held != null) {
            held.abandon(); // a stop would end the other's session too
            held = null;
        }
        stop();
        return true;
    }

    private void start(EnginePool.Claim at) {
        if (phase != Phase.SEEKING && phase != Phase.STARTING) {
            finish();
            return;
        }
        to(Phase.STARTING);
        awaiting = true;
        String pid = "masthead-" + UUID.randomUUID();
        at.client().start(selector, pid, hls, loop, told -> {
            awaiting = false;
            started(at, told);
        });
    }

    private void started(EnginePool.Claim at, Started told) {
        switch (told) {
            case Started.Made(StartAnswer made) -> made(at, made);
            case Started.Failed(String why, boolean unreachable) -> {
                at.failed(why, unreachable ? Fault.UNREACHABLE : Fault.ENGINE);
                next(new NoSignal.NoEngine(why));
            }
            case Started.Refused(String text, Optional<String> option)
            when option.isPresent() -> {
                at.failed(option.get(), Fault.OPTION);
                next(new NoSignal.NoEngine("it lacks a paid option"));
            }
            case Started.Refused(String text, Optional<String> option) -> refused(at, text);
        }
    }

    private void refused(EnginePool.Claim at, String text) {
        Optional<AceContent> mistaken = selector.equals(content) ? content.mistaken() : Optional.empty();
        switch (Refusal.of(text)) {
            case UNKNOWN_CONTENT -> {
                if (mistaken.isPresent()) {
                    selector = mistaken.get(); // public lists mix the two up
                    if (phase != Phase.STARTING || !plays(at, selector)) {
                        start(at);
                    }
                } else {
                    unplayable(at, text);
                }
            }
            case BROKEN_CONTENT -> unplayable(at, text);
            case NOT_ON_AIR -> {
                at.failed(text, Fault.CONTENT);
                giveUp(new NoSignal.NoContent("it is not on air"));
            }
            case NEWER_PLAYER -> {
                if (newer++ < NEWER_TRIES) { // the engine may let go of it
                    awaiting = true;
                    loop.schedule(() -> startAfterPause(at), 1, TimeUnit.SECONDS);
                } else {
                    at.failed(text, Fault.CONTENT);
                    next(new NoSignal.NoEngine("another player plays the content there"));
                }
            }
            case OTHER -> {
                at.failed(text, Fault.ENGINE);
                next(new NoSignal.NoEngine("it says \"" + text.substring(0, Math.min(100, text.length())) + "\""));
            }
        }
    }

    private void startAfterPause(EnginePool.Claim at) {
        awaiting = false;
        start(at);
    }

    private void unplayable(EnginePool.Claim at, String text) {
        at.failed(text, Fault.CONTENT);
        NoSignal why = new NoSignal.NoContent("no engine knows it");
        house.unplayable(content, why);
        giveUp(why);
    }

    /** Nothing was made. */
    private void giveUp(NoSignal why) {
        if (phase == Phase.STOPPING) {
            finish();
        } else {
            end(why);
        }
    }

    private void made(EnginePool.Claim at, StartAnswer answer) {
        Held got = new Held(at, answer, loop, house);
        held = got;
        if (phase != Phase.STARTING) {
            finish();
            return;
        }
        if (answer.infohash().isPresent() && joins(at, answer.infohash().get())) {
            return;
        }
        house.works(content, selector, answer.encrypted());
        if (answer.recording()) {
            end(new NoSignal.NotTransportStream("a recording"));
        } else if (answer.encrypted() && !hls) {
            hls = true; // it cannot be had otherwise
            stopHeld(() -> start(at));
        } else {
            log.atInfo()
                    .addKeyValue("engine", at.address())
                    .addKeyValue("content", content)
                    .addKeyValue("infohash", infohash.orElse(""))
                    .log("AceStream session");
            statistics.follow(at.client(), answer.stat());
            events.follow(at.client(), answer.events());
            to(Phase.BUFFERING);
            got.open(false, this);
        }
    }

    // ---- the stream ----

    @Override
    public void showsPackets() {
        if (claim == null || phase == Phase.STOPPING) {
            return;
        }
        liveNanos = System.nanoTime();
        boolean first = !shown;
        shown = true;
        claim.shows();
        to(Phase.LIVE);
        if (first) {
            audience.showsPackets();
        } else {
            audience.discontinuity();
        }
    }

    @Override
    public void bytes(ByteBuf bytes) {
        audience.bytes(bytes);
    }

    @Override
    public void discontinuity() {
        audience.discontinuity();
    }

    @Override
    public void lost(NoSignal why) {
        if (claim == null || held == null || phase == Phase.STOPPING) {
            return;
        }
        if (!shown) {
            openingFailed(claim, held, why);
        } else if (phase == Phase.LIVE && !audience.isEmpty() && mayReopen()) {
            to(Phase.RECONNECTING);
            held.open(true, this);
        } else {
            claim.failed(why.reason(), faultOf(why, Fault.CONTENT));
            end(why);
        }
    }

    /** Once, and again when it has been steady since. */
    private boolean mayReopen() {
        long now = System.nanoTime();
        boolean may = reopenedNanos == 0 || now - liveNanos > STEADY_NANOS;
        reopenedNanos = now;
        return may;
    }

    /** An engine that cannot be reached is gone, whatever it would have played; one that is silent is not well. */
    private static Fault faultOf(NoSignal why, Fault otherwise) {
        return switch (why) {
            case NoSignal.Unreachable(String text, boolean late) -> late ? Fault.ENGINE : Fault.UNREACHABLE;
            default -> otherwise;
        };
    }

    private void openingFailed(EnginePool.Claim at, Held of, NoSignal why) {
        boolean warmsUp = hls && why instanceof NoSignal.Refused(int status) && WARMING_UP.contains(status);
        if (warmsUp && System.nanoTime() - deadlineNanos < 0) {
            timer = loop.schedule(() -> openWarm(of), WARM_UP_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        at.failed(why.reason(), faultOf(why, Fault.ENGINE));
        boolean noData = why instanceof NoSignal.Silent
                || (why instanceof NoSignal.Unreachable(String text, boolean late) && late);
        next(noData ? new NoSignal.NoPeers() : why);
    }

    private void openWarm(Held of) {
        if (phase == Phase.BUFFERING && of.equals(held)) {
            of.open(false, this);
        }
    }

    /** The engine does not know the session any more. */
    private void engineSaysOver(String why) {
        engineEnded(why, Optional.empty());
    }

    /** There is no use in opening the stream anew. */
    private void engineEnded(String why, Optional<String> option) {
        if (claim == null || (phase != Phase.LIVE && phase != Phase.BUFFERING && phase != Phase.RECONNECTING)) {
            return;
        }
        closeStream();
        claim.failed(option.orElse(why), option.isPresent() ? Fault.OPTION : Fault.CONTENT);
        NoSignal lost = option.isPresent() ? new NoSignal.NoEngine("it lacks a paid option") : new NoSignal.Ended(why);
        if (shown) {
            end(lost);
        } else {
            next(lost);
        }
    }

    private void closeStream() {
        statistics.stop();
        events.stop();
        if (held != null) {
            held.closeStream();
        }
    }

    /** Nothing was shown yet: another engine may do better. */
    private void next(NoSignal why) {
        last = why;
        if (phase == Phase.STOPPING) {
            finish();
            return;
        }
        to(Phase.SEEKING);
        closeStream();
        stopHeld(() -> {
            if (claim != null) {
                tried.add(claim.address());
                claim.giveBack();
                claim = null;
            }
            if (phase == Phase.STOPPING) {
                finish();
            } else {
                seek();
            }
        });
    }

    // ---- the end ----

    private void end(NoSignal why) {
        audience.lost(why);
        stop();
    }

    private void stop() {
        if (phase == Phase.STOPPING || phase == Phase.OVER) {
            return;
        }
        to(Phase.STOPPING);
        cancel(lingering);
        cancel(timer);
        cancel(patience);
        statistics.stop();
        events.stop();
        if (!awaiting) {
            finish();
        }
    }

    /** Stops what was made, and is over. */
    private void finish() {
        stopHeld(() -> {
            to(Phase.OVER);
            if (claim != null) {
                claim.giveBack();
                claim = null;
            }
            house.gone(this);
            List<Outlet> left = List.copyOf(late);
            late.clear();
            left.forEach(each -> house.place(content, each));
        });
    }

    private void stopHeld(Runnable then) {
        if (held == null) {
            then.run();
            return;
        }
        Held made = held;
        held = null;
        awaiting = true;
        made.stop(() -> {
            awaiting = false;
            then.run();
        });
    }

    private static void cancel(@Nullable ScheduledFuture<?> each) {
        if (each != null) {
            each.cancel(false);
        }
    }
}
