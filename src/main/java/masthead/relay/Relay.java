package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.catalog.FeedId;
import masthead.catalog.ProviderId;
import masthead.tuner.NoSignal;
import masthead.tuner.SignalSink;
import masthead.tuner.Tuner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel on air: what its signal brings in goes out to every viewer, uncopied.
 *
 * <p>Lives on one event loop, that of its first viewer; call it nowhere else. Viewers on other loops hang on a {@link Branch},
 * so a chunk crosses threads once per loop, however many viewers that loop has. The upstream is never waited for by a viewer
 * and never waits for one.
 */
final class Relay implements SignalSink {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final int LARGE_READ = 8 * 1024;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    /** A source that ends sooner is sick or says "no" in pictures; opening it again at once would get an account banned. */
    private static final long STEADY_NANOS = 10_000_000_000L;

    private final RelayRoom room;
    private final EventLoop loop;
    private final ChunkBuilder builder;
    private final Preroll ring = new Preroll();
    private final RingLimits limits;
    private final HlsOutput hls;
    private final Map<EventLoop, Branch> branches = new HashMap<>();
    private final List<Viewer> waiting = new ArrayList<>();
    private final Set<Viewer> viewers = new HashSet<>();
    private final Instant since;
    private final Throughput throughput = new Throughput();
    private final Watch watch;
    private volatile OnAir seen;
    private Channel channel;
    private OnAir.State state = OnAir.State.OPENING;
    private Optional<Feed> feed = Optional.empty();
    private Tuner.@Nullable Tuning tuning;
    private @Nullable ScheduledFuture<?> ticks;
    private boolean flushPlanned;
    private boolean flushSoon;
    private boolean ended;
    private int reconnects;
    private long lastChunkNanos = System.nanoTime();
    private long onAirSinceNanos;
    private long lostSinceNanos;
    private long idleSinceNanos = System.nanoTime();
    private long warmUntilNanos = System.nanoTime();
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private long skipped;

    Relay(Channel channel, EventLoop loop, RelayRoom room) {
        this.channel = channel;
        this.loop = loop;
        this.room = room;
        this.since = room.clock().instant();
        this.limits = new RingLimits(room.settings(), room.budget());
        this.hls = new HlsOutput(loop, room.settings(), room.clock(), ring);
        this.builder = new ChunkBuilder(
                ByteBufAllocator.DEFAULT, room.settings().keyFrameTimeout().toNanos(), this::publish);
        this.watch = new Watch(channel.id());
        this.seen = look();
    }

    EventLoop loop() {
        return loop;
    }

    /** Starts to tune; once. */
    void start() {
        log.atInfo().addKeyValue("channel", channel.id()).log("Opening");
        tuning = room.tuner().tune(channel, loop, this);
        ticks = loop.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Starts to tune though nobody asked for it: without viewers it stays for {@code relay.warm-time}. */
    void startWarm() {
        warmUntilNanos = System.nanoTime() + room.settings().warmTime().toNanos();
        start();
    }

    private boolean warm() {
        return System.nanoTime() - warmUntilNanos < 0;
    }

    /** Adds a viewer; false if the channel has just gone off the air: then ask for a new relay. */
    boolean join(Viewer viewer) {
        if (ended) {
            return false;
        }
        viewers.add(viewer);
        if (state != OnAir.State.ON_AIR) {
            waiting.add(viewer);
            long millis = room.settings().openTimeout().toMillis();
            loop.schedule(() -> giveUp(viewer), millis, TimeUnit.MILLISECONDS);
        } else {
            admit(viewer);
        }
        lookIfFew();
        return true;
    }

    private void giveUp(Viewer viewer) {
        if (waiting.remove(viewer)) {
            boolean full = tuning != null && tuning.waitsForSlot();
            refuse(viewer, full ? new NoSignal.NoSlot().reason() : "The source does not show a picture in time.");
        }
    }

    private void refuse(Viewer viewer, String reason) {
        room.counts().refused().inc();
        viewer.loop().execute(() -> viewer.refuse(reason));
    }

    /** A viewer's connection ended. */
    void left(Viewer viewer) {
        viewers.remove(viewer);
        waiting.remove(viewer);
        leftAlone();
    }

    private void leftAlone() {
        if (unwatched() && !ended) {
            idleSinceNanos = System.nanoTime();
            makeRoomIfWanted();
            lingerOver();
        }
        lookIfFew();
    }

    /** With many viewers the next tick does: listing them at each coming and going would cost their square. */
    private void lookIfFew() {
        if (!ended && viewers.size() <= 32) {
            seen = look();
        }
    }

    /** As {@link #join}, for one who watches by HLS: he gets the playlist, now or when there is one. */
    boolean ask(HlsSession session, HlsOutput.Asker asker) {
        if (ended) {
            return false;
        }
        if (session.open()) {
            hls.ask(session, asker);
            lookIfFew();
        } else {
            asker.refused("The session is over.");
        }
        return true;
    }

    /** The packets of an HLS segment, each piece with a reference; empty if it is not there. */
    List<ByteBuf> segment(long sequence) {
        return hls.packets(sequence);
    }

    /** An HLS session ended. */
    void left(HlsSession session) {
        hls.left(session);
        leftAlone();
    }

    /** Whether nobody watches. */
    private boolean unwatched() {
        return viewers.isEmpty() && !hls.hasAudience();
    }

    private void admit(Viewer viewer) {
        EventLoop place = viewer.loop();
        Branch branch = branches.computeIfAbsent(place, this::newBranch);
        on(place, () -> branch.admit(viewer));
    }

    private Branch newBranch(EventLoop place) {
        Branch branch = new Branch(place, room.settings(), room.counts());
        List<Chunk> kept = new ArrayList<>();
        for (long number = ring.oldest(); number < ring.next(); number++) {
            ring.get(number).retain();
            kept.add(ring.get(number));
        }
        on(place, () -> branch.adopt(kept));
        return branch;
    }

    /** Our own loop's branch is called directly: one hop less for most viewers. */
    private void on(EventLoop place, Runnable task) {
        if (place.inEventLoop()) {
            task.run();
        } else {
            place.execute(task);
        }
    }

    @Override
    public void tuned(Feed tuned) {
        feed = Optional.of(tuned);
        if (state == OnAir.State.RECONNECTING) {
            reconnects++;
            room.counts().reconnects().inc();
        }
        builder.restart(System.nanoTime());
    }

    @Override
    public void bytes(ByteBuf bytes) {
        long now = System.nanoTime();
        throughput.add(bytes.readableBytes());
        room.counts().bytesIn().inc(bytes.readableBytes());
        try {
            builder.take(bytes, now);
        } catch (RuntimeException
                | OutOfMemoryError e) { // the latter: no direct memory; this channel goes, others stay
            log.atError().setCause(e).addKeyValue("channel", channel.id()).log("Cannot take the stream in");
            end("The server cannot take the stream in.");
            return;
        }
        if (builder.gathering()) {
            planFlush(bytes.readableBytes(), room.settings().batch().toNanos(), now - lastChunkNanos);
        }
    }

    @Override
    public void discontinuity() {
        builder.restart(System.nanoTime());
    }

    /** A large read is a batch that the kernel gathered: it goes on as soon as all of it is read, not a batch time later. */
    private void planFlush(int read, long batchNanos, long elapsedNanos) {
        long left = batchNanos - elapsedNanos;
        if (left <= 0 || (read >= LARGE_READ && left <= batchNanos / 2)) {
            if (!flushSoon) {
                flushSoon = true;
                loop.execute(this::flush); // behind the reads under way
            }
        } else if (!flushPlanned) {
            flushPlanned = true;
            loop.schedule(this::flushInTime, left, TimeUnit.NANOSECONDS);
        }
    }

    private void flushInTime() {
        flushPlanned = false;
        long batchNanos = room.settings().batch().toNanos();
        long elapsedNanos = System.nanoTime() - lastChunkNanos;
        if (elapsedNanos >= batchNanos / 2) {
            flush();
        } else if (!ended && builder.gathering()) { // a chunk went out meanwhile; the rest has its time yet
            planFlush(0, batchNanos, elapsedNanos);
        }
    }

    private void flush() {
        flushSoon = false;
        if (!ended) {
            builder.flush(System.nanoTime());
        }
    }

    private void publish(Chunk chunk) {
        lastChunkNanos = chunk.bornNanos();
        if (ended) {
            chunk.release();
            return;
        }
        if (state != OnAir.State.ON_AIR) {
            onAir();
        }
        branches.forEach((place, branch) -> chunk.retain());
        ring.keep(chunk);
        hls.published(chunk);
        limits.keep(hls.keepNanos(), hls.floor());
        limits.apply(ring, chunk.bornNanos());
        long floor = ring.oldest();
        branches.forEach((place, branch) -> on(place, () -> branch.carry(chunk, floor)));
        if (!waiting.isEmpty()) {
            List<Viewer> ready = List.copyOf(waiting);
            waiting.clear();
            ready.forEach(this::admit);
        }
    }

    private void onAir() {
        state = OnAir.State.ON_AIR;
        onAirSinceNanos = System.nanoTime();
        log.atInfo()
                .addKeyValue("channel", channel.id())
                .addKeyValue("feed", feedId())
                .log("On air");
        seen = look();
    }

    @Override
    public void lost(NoSignal why) {
        tuning = null;
        long now = System.nanoTime();
        if (state == OnAir.State.OPENING) {
            end(why.reason());
            return;
        }
        if (state == OnAir.State.ON_AIR) {
            builder.flush(now); // while it still counts as on air: its last packets are no sign of a return
            state = OnAir.State.RECONNECTING;
            lostSinceNanos = now;
            if (now - onAirSinceNanos > STEADY_NANOS) {
                pauseMillis = FIRST_PAUSE_MILLIS;
            }
        }
        if (unwatched()
                || now - lostSinceNanos > room.settings().reconnectTimeout().toNanos()) {
            end(why.reason());
            return;
        }
        loop.schedule(this::retune, pauseMillis, TimeUnit.MILLISECONDS);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        seen = look();
    }

    private void retune() {
        if (!ended && tuning == null) {
            tuning = room.tuner().tune(channel, loop, this);
        }
    }

    private void tick() {
        throughput.tick();
        long skippedNow = builder.skippedBytes();
        room.counts().skippedBytes().inc(skippedNow - skipped);
        skipped = skippedNow;
        branches.forEach((place, branch) -> on(place, branch::sweep));
        room.watchdog().ifPresent(this::watch);
        boolean lost = state == OnAir.State.RECONNECTING
                && System.nanoTime() - lostSinceNanos
                        > room.settings().reconnectTimeout().toNanos();
        if (lost) {
            end("The source did not come back.");
        }
        lingerOver();
        if (!ended) {
            seen = look();
        }
    }

    private void watch(Watchdog watchdog) {
        watch.tick(builder.monitor().read(System.nanoTime()), state == OnAir.State.ON_AIR, watchdog);
    }

    private void lingerOver() {
        long idle = System.nanoTime() - idleSinceNanos;
        boolean unwanted =
                state != OnAir.State.ON_AIR || idle >= room.settings().linger().toNanos();
        if (!ended && unwatched() && unwanted && !warm()) {
            end("Nobody watches.");
        }
    }

    /** Somebody waits for a slot of {@code provider}: a relay without viewers lets go of its own. */
    void makeRoom(ProviderId provider) {
        if (!ended
                && unwatched()
                && feed.map(Feed::provider).map(provider::equals).orElseGet(this::warm)) {
            end("Its slot is needed.");
        }
    }

    private void makeRoomIfWanted() {
        if (feed.isPresent() && room.slots().wanted(feed.get().provider())) {
            end("Its slot is needed.");
        }
    }

    /** The catalog changed: follows the channel, or ends with it. */
    void refresh(Optional<Channel> current) {
        if (current.isEmpty()) {
            end("The channel was taken out of the catalog.");
        } else {
            channel = current.get();
        }
    }

    /** Goes off the air: closes the upstream, ends or refuses every viewer, frees the ring. Once. */
    void end(String reason) {
        if (ended) {
            return;
        }
        ended = true;
        room.gone(channel.id(), this);
        log.atInfo()
                .addKeyValue("channel", channel.id())
                .addKeyValue("reason", reason)
                .log("Off air");
        if (tuning != null) {
            tuning.close();
        }
        if (ticks != null) {
            ticks.cancel(false);
        }
        waiting.forEach(viewer -> refuse(viewer, reason));
        waiting.clear();
        branches.forEach((place, branch) -> on(place, branch::end));
        hls.end(reason);
        builder.close();
        ring.clear();
        limits.close();
    }

    private FeedId feedId() {
        return feed.map(Feed::id).orElseThrow();
    }

    private OnAir look() {
        List<OnAir.Seen> watching = Stream.concat(viewers.stream().map(Viewer::seen), hls.seen().stream())
                .toList();
        return new OnAir(
                channel.id(),
                channel.name(),
                state,
                feed.map(Feed::id),
                since,
                throughput.bitsPerSecond(),
                throughput.total(),
                ring.bytes(),
                reconnects,
                watching);
    }

    /** How its stream was within the last second; on any thread. */
    Condition condition() {
        return watch.condition();
    }

    /** How it was within the last second; on any thread. */
    OnAir seen() {
        return seen;
    }
}
