package masthead.tuner.acestream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import masthead.format.acestream.AceContent;
import masthead.tuner.NoSignal;
import masthead.tuner.acestream.EngineClient.Started;
import masthead.tuner.acestream.EngineClient.Told;
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
 * same content, so there is never a second. Lives on one event loop.
 */
final class Session {
    /** Where sessions are kept. */
    interface House {
        AceSettings settings();

        EnginePool pool();

        Reader.Opening reading();

        Leftovers leftovers();

        Instant now();

        /** {@code session} plays {@code infohash}; or else the session that does so already. */
        Optional<Session> named(Session session, String infohash);

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

    private final AceContent content;
    private final EventLoop loop;
    private final House house;
    private final Instant since;
    private final long deadlineNanos;
    private final List<Outlet> outlets = new ArrayList<>();
    /** Who came while it was being stopped. */
    private final List<Outlet> late = new ArrayList<>();

    private final Set<EngineAddress> tried = new HashSet<>();
    private final Statistics statistics;
    private volatile Phase phase = Phase.SEEKING;
    private volatile SessionSeen seen;
    private volatile boolean unheard;
    private Optional<String> infohash = Optional.empty();
    private AceContent selector;
    private EnginePool.@Nullable Claim claim;
    private @Nullable StartAnswer answer;
    private @Nullable Stream stream;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ScheduledFuture<?> lingering;
    private NoSignal last = new NoSignal.NoEngine("there is none");
    private boolean begun;
    /** Whether an answer is on its way; what comes then decides how it ends. */
    private boolean awaiting;

    private boolean stopping;
    private long reopenedNanos;
    private boolean resolved;
    private boolean hls;
    private boolean shown;
    private boolean hurried;
    private int newer;
    private long waitingSinceNanos;
    private long liveNanos;

    Session(AceContent content, EventLoop loop, House house) {
        this.content = content;
        this.loop = loop;
        this.house = house;
        this.since = house.now();
        this.selector = house.selector(content);
        this.hls = house.encrypted(content);
        this.deadlineNanos = System.nanoTime() + house.settings().openTimeout().toNanos();
        this.statistics = new Statistics(house.settings(), loop, this::numbersCame, this::engineSaysOver);
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

    /** Whether nobody listens though it is live; on any thread. */
    boolean idle() {
        return phase == Phase.LIVE && unheard;
    }

    private void to(Phase next) {
        phase = next;
        seen = look();
    }

    private SessionSeen look() {
        unheard = outlets.isEmpty();
        return new SessionSeen(
                content.toString(),
                infohash,
                Optional.ofNullable(claim).map(each -> each.address().toString()),
                phase,
                since,
                statistics.numbers(),
                outlets.stream().flatMap(each -> each.tap.feed().stream()).toList());
    }

    private void numbersCame() {
        seen = look();
        if (statistics.numbers().frozen()) {
            NoSignal why = new NoSignal.Unhealthy("The broadcast stands still.");
            for (Outlet outlet : List.copyOf(outlets)) {
                if (outlet.tap.impatient()) {
                    outlet.lost(why);
                    outlets.remove(outlet);
                }
            }
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
            return true;
        }
        if (phase == Phase.STOPPING) {
            late.add(outlet);
            return true;
        }
        cancel(lingering);
        outlets.add(outlet);
        seen = look();
        if (shown) {
            outlet.showsPackets();
        } else if (!begun) {
            begun = true;
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
        if (!outlets.remove(outlet)) {
            return;
        }
        seen = look();
        Duration linger = house.settings().linger();
        if (!outlets.isEmpty()) {
            return;
        }
        if (shown && outlet.lingers && !hurried && !linger.isZero()) {
            cancel(lingering);
            lingering = loop.schedule(this::stopIfUnwatched, linger.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            stop();
        }
    }

    /** Its place is needed: it ends if nobody listens. */
    void stopIfUnwatched() {
        if (outlets.isEmpty()) {
            stop();
        }
    }

    /** The server closes: it ends, whoever listens. */
    void shutDown() {
        hurried = true;
        end(new NoSignal.Ended("the server is shutting down"));
    }

    private void carry(ByteBuf bytes) {
        for (int at = outlets.size() - 1; at >= 0; at--) {
            if (at < outlets.size()) { // taking it may make one leave
                outlets.get(at).bytes(bytes);
            }
        }
    }

    private boolean allImpatient() {
        return outlets.stream().allMatch(each -> each.tap.impatient());
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
        if (!settles && (tooLong || allImpatient())) {
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
            } else if (found.isEmpty() || !joins(found.get())) {
                start(at);
            }
        });
    }

    /** Whether another session plays {@code found}: then all who listen go there. */
    private boolean joins(String found) {
        infohash = Optional.of(found);
        Optional<Session> other = house.named(this, found);
        if (other.isEmpty()) {
            return false;
        }
        List<Outlet> moving = List.copyOf(outlets);
        outlets.clear();
        moving.forEach(each -> house.place(new AceContent(AceContent.Kind.INFOHASH, found), each));
        boolean sameEngine = claim != null
                && other.get()
                        .seen()
                        .engine()
                        .equals(Optional.of(claim.address().toString()));
        if (sameEngine && answer != null) {
            forget(); // a stop would end the other's session too; the engine ends what nobody reads
            answer = null;
        }
        stop();
        return true;
    }

    private void start(EnginePool.Claim at) {
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
            case Started.Refused(String text, Optional<String> option) -> refused(at, text.toLowerCase(Locale.ROOT));
        }
    }

    private void refused(EnginePool.Claim at, String text) {
        Optional<AceContent> other = content.mistaken();
        if (text.contains("failed to load content") && selector.equals(content) && other.isPresent()) {
            selector = other.get(); // public lists mix the two up
            again(at);
        } else if (text.contains("failed to load content")
                || text.contains("bencoded")
                || text.contains("transport file")) {
            at.failed(text, Fault.CONTENT);
            NoSignal why = new NoSignal.NoContent("no engine knows it");
            house.unplayable(content, why);
            fail(why);
        } else if (text.contains("failed to get manifest")) {
            at.failed(text, Fault.CONTENT);
            fail(new NoSignal.NoContent("it is not on air"));
        } else if (text.contains("got newer download") && newer++ < 2) {
            timer = loop.schedule(() -> again(at), 1, TimeUnit.SECONDS); // another player's; the engine lets go of it
        } else {
            at.failed(text, Fault.ENGINE);
            next(new NoSignal.NoEngine("it says \"" + text.substring(0, Math.min(100, text.length())) + "\""));
        }
    }

    private void again(EnginePool.Claim at) {
        if (phase == Phase.STARTING) {
            start(at);
        } else {
            finish();
        }
    }

    /** Before anything was made. */
    private void fail(NoSignal why) {
        if (phase == Phase.STARTING) {
            end(why);
        } else {
            finish();
        }
    }

    private void made(EnginePool.Claim at, StartAnswer got) {
        answer = got;
        got.command().ifPresent(path -> house.leftovers().add(at.address(), path));
        if (phase != Phase.STARTING) {
            finish();
            return;
        }
        if (got.infohash().isPresent() && joins(got.infohash().get())) {
            return;
        }
        house.works(content, selector, got.encrypted());
        if (got.recording()) {
            end(new NoSignal.NotTransportStream("a recording"));
        } else if (got.encrypted() && !hls) {
            hls = true; // it cannot be had otherwise
            stopAtEngine(() -> again(at));
        } else {
            log.atInfo()
                    .addKeyValue("engine", at.address())
                    .addKeyValue("content", content)
                    .addKeyValue("infohash", infohash.orElse(""))
                    .log("AceStream session");
            statistics.follow(at.client(), got.stat());
            play(at, got, false);
        }
    }

    // ---- the stream ----

    private void play(EnginePool.Claim at, StartAnswer of, boolean anew) {
        to(anew ? Phase.RECONNECTING : Phase.BUFFERING);
        Stream opening = new Stream();
        stream = opening;
        opening.reader =
                house.reading().open(at.client().streams(), at.address().ask(of.playback()), anew, loop, opening);
        if (opening.over) {
            opening.close();
        }
    }

    /** One opening of the stream. */
    private final class Stream implements Reader.Listener {
        private @Nullable Reader reader;
        private boolean over;

        @Override
        public void showsPackets() {
            if (over || claim == null) {
                return;
            }
            liveNanos = System.nanoTime();
            boolean first = !shown;
            shown = true;
            claim.shows();
            to(Phase.LIVE);
            for (Outlet outlet : List.copyOf(outlets)) {
                if (first) {
                    outlet.showsPackets();
                } else {
                    outlet.discontinuity();
                }
            }
        }

        @Override
        public void bytes(ByteBuf bytes) {
            if (!over) {
                carry(bytes);
            }
        }

        @Override
        public void discontinuity() {
            if (!over) {
                List.copyOf(outlets).forEach(Outlet::discontinuity);
            }
        }

        @Override
        public void lost(NoSignal why) {
            if (!over) {
                over = true;
                streamLost(why);
            }
        }

        void close() {
            over = true;
            if (reader != null) {
                reader.close();
            }
        }
    }

    private void streamLost(NoSignal why) {
        if (claim == null || answer == null || phase == Phase.STOPPING) {
            return;
        }
        if (!shown) {
            openingFailed(claim, answer, why);
        } else if (phase == Phase.LIVE && !outlets.isEmpty() && mayReopen()) {
            play(claim, answer, true);
        } else {
            claim.failed(why.reason(), refusesConnections(why) ? Fault.UNREACHABLE : Fault.CONTENT);
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

    private static boolean refusesConnections(NoSignal why) {
        return why instanceof NoSignal.Unreachable(String text) && text.contains("refused");
    }

    private void openingFailed(EnginePool.Claim at, StartAnswer of, NoSignal why) {
        boolean warmsUp = hls && why instanceof NoSignal.Refused(int status) && WARMING_UP.contains(status);
        if (warmsUp && System.nanoTime() - deadlineNanos < 0) {
            timer = loop.schedule(
                    () -> {
                        if (phase == Phase.BUFFERING) {
                            play(at, of, false);
                        }
                    },
                    WARM_UP_PAUSE.toMillis(),
                    TimeUnit.MILLISECONDS);
            return;
        }
        at.failed(why.reason(), refusesConnections(why) ? Fault.UNREACHABLE : Fault.ENGINE);
        boolean noData =
                why instanceof NoSignal.Silent || (why instanceof NoSignal.Unreachable && !refusesConnections(why));
        next(noData ? new NoSignal.NoPeers() : why);
    }

    /** The engine does not know the session any more: there is no use in opening the stream anew. */
    private void engineSaysOver(String why) {
        if (claim == null || (phase != Phase.LIVE && phase != Phase.BUFFERING && phase != Phase.RECONNECTING)) {
            return;
        }
        closeStream();
        claim.failed(why, Fault.CONTENT);
        if (shown) {
            end(new NoSignal.Ended(why));
        } else {
            next(new NoSignal.Ended(why));
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
        stopAtEngine(() -> {
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

    private void closeStream() {
        statistics.stop();
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    // ---- the end ----

    private void end(NoSignal why) {
        List<Outlet> all = List.copyOf(outlets);
        outlets.clear();
        all.forEach(each -> each.lost(why));
        stop();
    }

    private void stop() {
        if (phase == Phase.STOPPING || phase == Phase.OVER) {
            return;
        }
        to(Phase.STOPPING);
        cancel(lingering);
        cancel(timer);
        statistics.stop();
        if (!awaiting && !stopping) {
            finish();
        } // else what is awaited finishes it: only then is it known what there is to stop
    }

    /** Stops what was made, and is over. */
    private void finish() {
        stopAtEngine(() -> {
            closeStream();
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

    /** Has the engine stop the session, if one was made, and goes on: when it has, or when patience is over. */
    private void stopAtEngine(Runnable then) {
        StartAnswer of = answer;
        answer = null;
        if (claim == null || of == null || of.command().isEmpty()) {
            then.run();
            return;
        }
        stopping = true;
        EngineAddress at = claim.address();
        String path = of.command().get();
        claim.client().stop(path, loop, told -> {
            stopping = false;
            boolean known = !(told instanceof Told.Nothing(String why, boolean unreachable)) || unreachable;
            if (known) {
                house.leftovers().remove(at, path);
            } else {
                log.atWarn().addKeyValue("engine", at).log("An AceStream session was told to stop, without an answer");
            }
            then.run();
        });
    }

    private void forget() {
        if (claim != null && answer != null) {
            EngineAddress at = claim.address();
            answer.command().ifPresent(path -> house.leftovers().remove(at, path));
        }
    }

    private static void cancel(@Nullable ScheduledFuture<?> each) {
        if (each != null) {
            each.cancel(false);
        }
    }
}
