package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.catalog.FeedKind;
import masthead.catalog.ProviderId;
import masthead.format.mpegts.Monitor;
import masthead.tuner.NoSignal;
import masthead.tuner.SignalSink;
import masthead.tuner.Tuner;
import masthead.tuner.Wish;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a channel puts on air: one feed after another, joined so that nobody sees where, with null packets and then a slate
 * while there is none.
 *
 * <pre>
 * feed A ──bytes──┐
 * feed B (candidate: opened when A is lost, or kept warm) ──its last key frame on──┤→ builder → chunks
 * slate ──────────┘
 * </pre>
 *
 * <p>Lives on its relay's event loop.
 */
final class Playout implements SignalSink, Candidate.Owner, Bridge.Owner {
    /** The relay. */
    interface Owner {
        /** One more chunk, with one reference. */
        void publish(Chunk chunk);

        /** Pictures of a feed go out, at first or again. */
        void onAir();

        /** There is nothing to put on air any more. Called once. */
        void over(String reason);

        /** Whether somebody watches. */
        boolean watched();
    }

    private static final Logger log = LoggerFactory.getLogger(Playout.class);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    /** A source that ends sooner is sick or says "no" in pictures; opening it again at once would get an account banned. */
    private static final long STEADY_NANOS = 10_000_000_000L;

    private final RelayRoom room;
    private final EventLoop loop;
    private final Owner owner;
    private final ChunkBuilder builder;
    private final Batch batch;
    private final Bridge bridge;
    private final Throughput throughput = new Throughput();
    private final Monitor monitor = new Monitor();
    private Channel channel;
    private OnAir.State state = OnAir.State.OPENING;
    private Optional<Feed> feed = Optional.empty();
    private Tuner.@Nullable Tuning tuning;
    private @Nullable Candidate candidate;
    /** What an operator wants on air instead, as soon as it shows pictures; empty where he wants nothing. */
    private List<Feed> wanted = List.of();

    private boolean ended;
    private int reconnects;
    private long onAirSinceNanos;
    private long tunedNanos;
    private long lostSinceNanos;
    private long soughtNanos;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private long skipped;
    private int refusal = 502;

    Playout(Channel channel, EventLoop loop, RelayRoom room, Owner owner) {
        this.channel = channel;
        this.loop = loop;
        this.room = room;
        this.owner = owner;
        this.builder = new ChunkBuilder(
                ByteBufAllocator.DEFAULT, room.settings().keyFrameTimeout().toNanos(), this::publish);
        this.batch = new Batch(loop, builder, room.settings().batch().toNanos());
        this.bridge = new Bridge(loop, room, this);
    }

    /** Starts to tune; once. */
    void start() {
        builder.watchedBy(monitor);
        tuning = room.tuner().tune(Wish.any(channel), loop, this);
    }

    OnAir.State state() {
        return state;
    }

    Optional<Feed> feed() {
        return feed;
    }

    /** How the feed on air does. */
    Monitor monitor() {
        return monitor;
    }

    Throughput throughput() {
        return throughput;
    }

    int reconnects() {
        return reconnects;
    }

    /** Whether there are pictures to begin with: a feed's, or a slate. */
    boolean shows() {
        return state == OnAir.State.ON_AIR || bridge.shows();
    }

    /** What HTTP calls the reason why there is nothing to show. */
    int refusal() {
        return refusal;
    }

    boolean waitsForSlot() {
        return tuning != null ? tuning.waitsForSlot() : candidate != null && candidate.waitsForSlot();
    }

    void follow(Channel current) {
        channel = current;
    }

    // ---- what is on air ----

    @Override
    public void tuned(Feed tuned) {
        feed = Optional.of(tuned);
        tunedNanos = System.nanoTime();
    }

    @Override
    public void bytes(ByteBuf bytes) {
        throughput.add(bytes.readableBytes());
        room.counts().bytesIn().inc(bytes.readableBytes());
        take(bytes);
    }

    private void take(ByteBuf bytes) {
        long now = System.nanoTime();
        try {
            builder.take(bytes, now);
        } catch (RuntimeException
                | OutOfMemoryError e) { // the latter: no direct memory; this channel goes, others stay
            log.atError().setCause(e).addKeyValue("channel", channel.id()).log("Cannot take the stream in");
            owner.over("The server cannot take the stream in.");
            return;
        }
        batch.taken(bytes.readableBytes(), now);
    }

    private void publish(Chunk chunk) {
        batch.published(chunk);
        if (ended) {
            chunk.release();
            return;
        }
        boolean ofFeed = tuning != null;
        if (ofFeed && state != OnAir.State.ON_AIR) {
            state = OnAir.State.ON_AIR;
            onAirSinceNanos = System.nanoTime();
            log.atInfo()
                    .addKeyValue("channel", channel.id())
                    .addKeyValue("feed", feed.map(Feed::id).orElseThrow())
                    .log("On air");
            owner.onAir();
        }
        owner.publish(chunk);
    }

    @Override
    public void discontinuity() {
        monitor.seam();
        builder.restart(System.nanoTime(), true);
    }

    // ---- when it is lost ----

    @Override
    public void lost(NoSignal why) {
        long now = System.nanoTime();
        refusal = why.answer();
        if (state == OnAir.State.OPENING) {
            openAnother(why);
            return;
        }
        builder.flush(now); // while it still counts as on air: its last packets are no sign of a return
        tuning = null;
        if (state == OnAir.State.ON_AIR) {
            state = OnAir.State.RECONNECTING;
            lostSinceNanos = now;
            if (now - onAirSinceNanos > STEADY_NANOS) {
                pauseMillis = FIRST_PAUSE_MILLIS;
            }
        }
        if (!owner.watched()) {
            owner.over(why.reason());
            return;
        }
        if (candidate != null && candidate.ready()) {
            goOnWith(candidate);
            return;
        }
        bridge.begin(lostSinceNanos);
        if (candidate != null) {
            return; // it is being opened
        }
        if (room.tuner().choice(channel, feed)) {
            loop.execute(this::seek); // nothing to wait for; feeds that fail rest
        } else {
            seekLater(why);
        }
    }

    /** Nothing was on air yet: a feed that has shown packets and no picture is not all there is. */
    private void openAnother(NoSignal why) {
        if (feed.isPresent() && room.tuner().choice(channel, feed)) {
            builder.restart(System.nanoTime(), false);
            monitor.restart();
            feed = Optional.empty();
            tuning = room.tuner().tune(Wish.any(channel), loop, this);
        } else {
            owner.over(why.reason());
        }
    }

    private void seekLater(NoSignal why) {
        if (System.nanoTime() - lostSinceNanos
                > room.settings().reconnectTimeout().toNanos()) {
            owner.over(why.reason());
            return;
        }
        loop.schedule(this::seek, pauseMillis, TimeUnit.MILLISECONDS);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }

    private void seek() {
        if (!ended && tuning == null && candidate == null) {
            tune(Wish.any(channel));
        }
    }

    private void tune(Wish wish) {
        Candidate sought = new Candidate(room, this);
        candidate = sought;
        soughtNanos = System.nanoTime();
        sought.tunedBy(room.tuner().tune(wish, loop, sought));
    }

    @Override
    public void ready(Candidate found) {
        if (tuning == null) {
            goOnWith(found);
        } else if (!wanted.isEmpty()) {
            log.atInfo().addKeyValue("channel", channel.id()).log("Switching to another feed");
            close(tuning);
            tuning = null;
            goOnWith(found);
        }
    }

    @Override
    public void failed(Candidate found, NoSignal why) {
        if (candidate == found) {
            candidate = null;
        }
        if (!ended && tuning != null && !wanted.isEmpty()) {
            switchWithoutASpare(why);
        }
        if (!ended && tuning == null && state == OnAir.State.RECONNECTING) {
            seekLater(why);
        }
    }

    /**
     * Puts one of {@code feeds}, the first that shows pictures, in the place of the one on air; that goes on until then, unless
     * there is no connection for two.
     */
    void switchTo(List<Feed> feeds) {
        if (state == OnAir.State.ON_AIR && tuning != null && !feeds.isEmpty()) {
            dropCandidate();
            wanted = List.copyOf(feeds);
            tune(Wish.spare(channel, feeds));
        }
    }

    /** What is on air is closed first where that gives the connection that was missing; else it stays. */
    private void switchWithoutASpare(NoSignal why) {
        List<Feed> feeds = wanted;
        wanted = List.of();
        if ((why instanceof NoSignal.NoSlot || why instanceof NoSignal.NoSession) && tuning != null) {
            tuning.fail(new NoSignal.Unwanted());
            tune(new Wish(
                    channel,
                    Stream.concat(feeds.stream(), channel.feeds().stream())
                            .distinct()
                            .toList(),
                    false));
            lost(new NoSignal.Unwanted());
        }
    }

    /** Puts {@code found} on air from its last key frame on. */
    private void goOnWith(Candidate found) {
        wanted = List.of();
        bridge.end();
        builder.restart(System.nanoTime(), false);
        candidate = null;
        monitor.restart();
        builder.watchedBy(monitor);
        feed = found.feed();
        reconnects++;
        room.counts().reconnects().inc();
        try {
            tuning = found.handTo(builder, this);
        } catch (RuntimeException | OutOfMemoryError e) {
            log.atError().setCause(e).addKeyValue("channel", channel.id()).log("Cannot take the stream in");
            found.close();
            owner.over("The server cannot take the stream in.");
            return;
        }
        batch.taken(Integer.MAX_VALUE, System.nanoTime()); // a whole group of pictures: no need to wait for more
    }

    @Override
    public void idle() {
        builder.idle(System.nanoTime());
    }

    @Override
    public void slate(ByteBuf packets, boolean first) {
        if (first) {
            builder.restart(System.nanoTime(), false);
            builder.watchedBy(null);
        }
        take(packets);
    }

    @Override
    public void over(String reason) {
        owner.over(reason);
    }

    // ---- once a second ----

    /** Looks after what takes time. */
    void tick() {
        throughput.tick();
        long now = System.nanoTime();
        long skippedNow = builder.skippedBytes();
        room.counts().skippedBytes().inc(skippedNow - skipped);
        skipped = skippedNow;
        if (state == OnAir.State.RECONNECTING
                && now - lostSinceNanos > room.settings().reconnectTimeout().toNanos()) {
            owner.over("The source did not come back.");
        } else if (state == OnAir.State.ON_AIR && tuning != null) {
            lookAround(now);
        }
        giveUpBarren(now);
    }

    /** Packets without pictures, as another server sends while it has none, are no signal. */
    private void giveUpBarren(long now) {
        long patience = 2 * room.settings().keyFrameTimeout().toNanos();
        NoSignal why = new NoSignal.Unhealthy("It sends packets, but no picture.");
        if (state == OnAir.State.OPENING && tuning != null && feed.isPresent() && now - tunedNanos > patience) {
            tuning.fail(why);
            lost(why);
        } else if (candidate != null && candidate.barrenFor(patience)) {
            Candidate barren = candidate;
            barren.fail(why);
            failed(barren, why);
        }
    }

    /** On air: keeps the next feed warm, or goes back to a better one, where the operator wants it. */
    private void lookAround(long now) {
        if (!owner.watched()) {
            dropCandidate();
            return;
        }
        RelaySettings settings = room.settings();
        long returnAfter = settings.returnAfter().toNanos();
        List<Feed> better = room.tuner().before(channel, feed);
        if (candidate != null) {
            boolean returns = candidate.feed().filter(better::contains).isPresent();
            if (candidate
                    .feed()
                    .map(Feed::provider)
                    .filter(room.slots()::wanted)
                    .isPresent()) {
                dropCandidate();
            } else if (returns
                    && returnAfter > 0
                    && candidate.ready()
                    && candidate.readyForNanos() > settings.returnCheck().toNanos()) {
                log.atInfo().addKeyValue("channel", channel.id()).log("Returning to a better feed");
                close(tuning);
                tuning = null;
                goOnWith(candidate);
            }
        } else if (returnAfter > 0 && !better.isEmpty() && now - Math.max(soughtNanos, onAirSinceNanos) > returnAfter) {
            tune(Wish.spare(channel, better));
        } else if (settings.warmStandby() && now - soughtNanos > STEADY_NANOS) {
            List<Feed> others = room.tuner().others(channel, feed);
            if (!others.isEmpty()) {
                tune(Wish.spare(channel, others));
            }
        }
    }

    private static void close(Tuner.@Nullable Tuning open) {
        if (open != null) {
            open.close();
        }
    }

    /** The feed on air is sick: another takes its place, if there is one; false if there is none. */
    boolean fail(NoSignal why) {
        if (state != OnAir.State.ON_AIR || tuning == null || !room.tuner().choice(channel, feed)) {
            return false;
        }
        tuning.fail(why);
        lost(why);
        return true;
    }

    /** Somebody waits for a slot of this provider: lets go of a feed that is only kept warm. */
    void makeRoom(ProviderId provider) {
        if (tuning != null
                && candidate != null
                && candidate.feed().map(Feed::provider).map(provider::equals).orElse(true)) { // or not yet known
            dropCandidate();
        }
    }

    /** Somebody waits for a session of an AceStream engine: lets go of one that is only kept warm. */
    void makeRoomForSession() {
        if (tuning != null
                && candidate != null
                && candidate
                        .feed()
                        .map(each -> each.kind() == FeedKind.ACESTREAM)
                        .orElse(true)) {
            dropCandidate();
        }
    }

    /** Whether an AceStream engine plays what is on air. */
    boolean hasSession() {
        return feed.filter(each -> each.kind() == FeedKind.ACESTREAM).isPresent();
    }

    private void dropCandidate() {
        wanted = List.of();
        if (candidate != null) {
            candidate.close();
            candidate = null;
        }
    }

    /** Closes all upstreams. */
    void close() {
        ended = true;
        batch.close();
        close(tuning);
        dropCandidate();
        bridge.end();
        builder.close();
    }
}
