package masthead.relay;

import io.netty.buffer.ByteBuf;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.catalog.FeedId;
import masthead.catalog.ProviderId;
import masthead.format.mpegts.Health;
import masthead.tuner.NoSignal;
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
final class Relay implements Playout.Owner {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final RelayRoom room;
    private final EventLoop loop;
    private final Playout playout;
    private final Preroll ring = new Preroll();
    private final RingLimits limits;
    private final HlsOutput hls;
    private final Map<EventLoop, Branch> branches = new HashMap<>();
    private final List<Viewer> waiting = new ArrayList<>();
    private final Set<Viewer> viewers = new HashSet<>();
    private final Instant since;
    private final Watch watch;
    private volatile OnAir seen;
    private Channel channel;
    private @Nullable ScheduledFuture<?> ticks;
    private boolean ended;
    private long idleSinceNanos = System.nanoTime();
    private long warmUntilNanos = System.nanoTime();

    Relay(Channel channel, EventLoop loop, RelayRoom room) {
        this.channel = channel;
        this.loop = loop;
        this.room = room;
        this.since = room.clock().instant();
        this.limits = new RingLimits(room.settings(), room.budget());
        this.hls = new HlsOutput(loop, room.settings(), room.clock(), ring);
        this.watch = new Watch(channel.id());
        this.playout = new Playout(channel, loop, room, this);
        this.seen = look();
    }

    EventLoop loop() {
        return loop;
    }

    /** Starts to tune; once. */
    void start() {
        log.atInfo().addKeyValue("channel", channel.id()).log("Opening");
        playout.start();
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
        if (playout.shows()) {
            admit(viewer);
        } else {
            waiting.add(viewer);
            long millis = room.patience(channel).toMillis();
            loop.schedule(() -> giveUp(viewer), millis, TimeUnit.MILLISECONDS);
        }
        lookIfFew();
        return true;
    }

    private void giveUp(Viewer viewer) {
        if (waiting.remove(viewer)) {
            refuse(
                    viewer,
                    playout.waitsForSlot()
                            ? new NoSignal.NoSlot().reason()
                            : "The source does not show a picture in time.");
        }
    }

    private void refuse(Viewer viewer, String reason) {
        room.counts().refused().inc();
        int status = playout.refusal();
        viewer.loop().execute(() -> viewer.refuse(status, reason));
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

    @Override
    public boolean watched() {
        return !unwatched();
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
            hls.ask(session, asker, room.patience(channel));
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

    /**
     * Our own loop's branch is called directly: one hop less for most viewers. So is one whose loop has ended before us, as it can when
     * the server stops: nobody else touches it any more, and it has chunks to let go of.
     */
    private void on(EventLoop place, Runnable task) {
        if (place.inEventLoop()) {
            task.run();
            return;
        }
        try {
            place.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    @Override
    public void publish(Chunk chunk) {
        if (ended) {
            chunk.release();
            return;
        }
        branches.forEach((place, branch) -> chunk.retain());
        ring.keep(chunk);
        hls.published(chunk);
        limits.keep(hls.keepNanos(), hls.floor());
        limits.apply(ring, chunk.bornNanos());
        long floor = ring.oldest();
        branches.forEach((place, branch) -> on(place, () -> branch.carry(chunk, floor)));
        if (!waiting.isEmpty() && playout.shows()) {
            List<Viewer> ready = List.copyOf(waiting);
            waiting.clear();
            ready.forEach(this::admit);
        }
    }

    @Override
    public void onAir() {
        seen = look();
    }

    @Override
    public void over(String reason) {
        end(reason);
    }

    private void tick() {
        try {
            lookAfter();
        } catch (RuntimeException | OutOfMemoryError e) { // else the timer would stop without a word
            log.atError().setCause(e).addKeyValue("channel", channel.id()).log("Cannot look after a channel");
            end("The server cannot go on with it.");
        }
    }

    private void lookAfter() {
        playout.tick();
        branches.forEach((place, branch) -> on(place, branch::sweep));
        room.watchdog().ifPresent(this::watch);
        lingerOver();
        if (!ended) {
            seen = look();
        }
    }

    /** An operator wants another feed on air: {@code feed}, or the next in order. */
    void switchFeed(Optional<FeedId> feed) {
        if (ended) {
            return;
        }
        List<Feed> others = room.tuner().others(channel, playout.feed());
        if (feed.isPresent()) {
            playout.switchTo(
                    others.stream().filter(each -> each.id().equals(feed.get())).toList());
        } else {
            List<Feed> before = channel.feeds().stream()
                    .takeWhile(each -> playout.feed()
                            .filter(now -> now.id().equals(each.id()))
                            .isEmpty())
                    .toList();
            playout.switchTo(Stream.concat(
                            others.stream().filter(each -> !before.contains(each)),
                            others.stream().filter(before::contains))
                    .toList());
        }
    }

    private void watch(Watchdog watchdog) {
        boolean onAir = !ended && playout.state() == OnAir.State.ON_AIR;
        Health health = playout.monitor().read(System.nanoTime());
        Verdict verdict = watch.tick(health, onAir, channel.minBitrate(), watchdog);
        if (verdict instanceof Verdict.Failing(String reason)) {
            playout.fail(new NoSignal.Unhealthy(reason));
        }
    }

    private void lingerOver() {
        long idle = System.nanoTime() - idleSinceNanos;
        boolean unwanted = playout.state() != OnAir.State.ON_AIR
                || idle >= room.settings().linger().toNanos();
        if (!ended && unwatched() && unwanted && !warm()) {
            end("Nobody watches.");
        }
    }

    /** Somebody waits for a slot of {@code provider}: what holds one without viewers lets go of it. */
    void makeRoom(ProviderId provider) {
        if (ended) {
            return;
        }
        playout.makeRoom(provider);
        if (unwatched()
                && playout.feed().map(Feed::provider).map(provider::equals).orElseGet(this::warm)) {
            end("Its slot is needed.");
        }
    }

    /** Somebody waits for a session of an AceStream engine: what has one without viewers lets go of it. */
    void makeRoomForSession() {
        if (ended) {
            return;
        }
        playout.makeRoomForSession();
        if (unwatched() && playout.hasSession()) {
            end("Its session is needed.");
        }
    }

    private void makeRoomIfWanted() {
        if (playout.feed().map(Feed::provider).filter(room.slots()::wanted).isPresent()) {
            end("Its slot is needed.");
        }
    }

    /** The catalog changed: follows the channel, or ends with it. */
    void refresh(Optional<Channel> current) {
        if (current.isEmpty()) {
            end("The channel was taken out of the catalog.");
        } else {
            channel = current.get();
            playout.follow(channel);
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
        playout.close();
        if (ticks != null) {
            ticks.cancel(false);
        }
        waiting.forEach(viewer -> refuse(viewer, reason));
        waiting.clear();
        branches.forEach((place, branch) -> on(place, branch::end));
        hls.end(reason);
        ring.clear();
        limits.close();
    }

    private OnAir look() {
        List<OnAir.Seen> watching = Stream.concat(viewers.stream().map(Viewer::seen), hls.seen().stream())
                .toList();
        return new OnAir(
                channel.id(),
                channel.name(),
                playout.state(),
                playout.feed().map(Feed::id),
                since,
                playout.throughput().bitsPerSecond(),
                playout.throughput().total(),
                ring.bytes(),
                playout.reconnects(),
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
