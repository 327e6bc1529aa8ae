package masthead.tuner;

import io.netty.channel.EventLoop;
import io.prometheus.metrics.core.metrics.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.catalog.FeedKind;
import masthead.http.Upstreams;
import masthead.metrics.Metrics;
import masthead.tuner.acestream.AceStream;

/** Opens a channel's feeds, best first, until one shows packets. Safe on any thread. */
public final class Tuner {
    /** A channel being tuned, or tuned. */
    public interface Tuning {
        /** Closes the upstream and gives its slot back; the sink hears no more. On its event loop. */
        void close();

        /** What it brings is no good: closes it like {@link #close}, and its feed rests. */
        void fail(NoSignal why);

        /** Whether it stands in line for one of the provider's connections. On its event loop. */
        boolean waitsForSlot();
    }

    private final Catalogs catalogs;
    private final SignalOpener opener;
    private final ProviderSlots slots;
    private final Connections connections = new Connections();
    private final Rests rests;
    private final Counter failures;
    private volatile FeedWatch watch = FeedWatch.NOBODY;

    public Tuner(Upstreams upstreams, Catalogs catalogs, ProviderSlots slots, TunerSettings settings, Metrics metrics) {
        this.catalogs = catalogs;
        this.opener = new SignalOpener(upstreams, catalogs, settings, HlsCounts.in(metrics));
        this.slots = slots;
        failures = metrics.counter("masthead_feeds_failed_total", "Feeds that did not open, or were lost.", "reason");
        rests = new Rests(settings.rest(), settings.longestRest(), System::nanoTime);
        metrics.gauge("masthead_feeds_resting", "Feeds that failed and are left alone for a while.", rests::resting);
        metrics.gauge("masthead_provider_slots", "Upstream connections held now.", slots::held);
    }

    /** From now on AceStream feeds can be opened, by {@code engines}. Once, before the first channel is tuned. */
    public void play(AceStream engines, Metrics metrics) {
        opener.play(engines);
        engines.begin(opener.reading(engines.settings()), metrics);
    }

    /** Tells {@code other} how feeds do from now on. */
    public void watchedBy(FeedWatch other) {
        watch = other;
    }

    /** What to do when somebody waits for a session of an engine and all are in use; see {@link AceStream#whenShort}. */
    public void whenSessionsShort(Runnable idler) {
        opener.engines().ifPresent(each -> each.whenShort(idler));
    }

    /** How long the first picture of {@code channel} may take, where that may be longer than {@code usual}. */
    public Duration patience(Channel channel, Duration usual) {
        boolean slow = playable(channel).anyMatch(feed -> feed.kind() == FeedKind.ACESTREAM);
        return slow ? longestPatience(usual) : usual;
    }

    /** As {@link #patience}, for whatever channel. */
    public Duration longestPatience(Duration usual) {
        return opener.engines()
                .map(AceStream::patience)
                .filter(longer -> longer.compareTo(usual) > 0)
                .orElse(usual);
    }

    /** Starts to tune; to be called on {@code loop}, where {@code sink} will be called. */
    public Tuning tune(Wish wish, EventLoop loop, SignalSink sink) {
        Attempt attempt = new Attempt(this, wish, loop, sink);
        loop.execute(attempt::next);
        return attempt;
    }

    /**
     * Opens an HLS feed to be handed through, as soon as there is a connection for it; to be called on {@code loop}.
     *
     * @param opened called once, on {@code loop}
     * @return leaves the line; of no effect once it is open
     */
    public Runnable passThrough(Channel channel, Feed feed, EventLoop loop, Consumer<PassThrough> opened) {
        return slots.request(
                slotFor(feed, channel), slot -> loop.execute(() -> opened.accept(through(feed, loop, slot))));
    }

    private PassThrough through(Feed feed, EventLoop loop, ProviderSlots.Slot slot) {
        Feed own = withAccount(feed, slot);
        return new PassThrough(own, opener.way(own, loop), slot);
    }

    SignalOpener opener() {
        return opener;
    }

    /** The upstream connections it takes its own from. */
    public ProviderSlots slots() {
        return slots;
    }

    Connections connections() {
        return connections;
    }

    /** Connections to providers that hold a slot, as their sockets have it. */
    public int connected() {
        return connections.open();
    }

    /** What is asked for before {@code feed} is opened for somebody who watches {@code channel}. */
    SlotAsk slotFor(Feed feed, Channel channel) {
        return new SlotAsk(feed.provider(), Use.LIVE, channel.id().value(), Accounts.pooled(catalogs.current(), feed));
    }

    /** {@code feed} with the address for the account of {@code slot}. */
    private Feed withAccount(Feed feed, ProviderSlots.Slot slot) {
        String url = opener.mirrors()
                .candidates(catalogs.current(), feed, slot.account())
                .getFirst()
                .url();
        return new Feed(feed.id(), feed.provider(), feed.kind(), url, feed.headers());
    }

    /** Whether the channel has another feed than {@code feed} that can be opened and does not rest. */
    public boolean choice(Channel channel, Optional<Feed> feed) {
        return others(channel, feed).stream().anyMatch(each -> !rests.resting(each));
    }

    /** The channel's feeds that can be opened, without {@code feed}. */
    public List<Feed> others(Channel channel, Optional<Feed> feed) {
        return playable(channel)
                .filter(each -> feed.isEmpty() || !each.id().equals(feed.get().id()))
                .toList();
    }

    /** The channel's feeds that the operator puts before {@code feed}, and that do not rest. */
    public List<Feed> before(Channel channel, Optional<Feed> feed) {
        return playable(channel)
                .takeWhile(
                        each -> feed.isPresent() && !each.id().equals(feed.get().id()))
                .filter(each -> !rests.resting(each))
                .toList();
    }

    private static Stream<Feed> playable(Channel channel) {
        return channel.feeds().stream().filter(feed -> feed.kind().playable());
    }

    Rests rests() {
        return rests;
    }

    void failed(Feed feed, NoSignal why) {
        failures.labelValues(why.getClass().getSimpleName()).inc();
        watch.failed(feed, why);
    }

    void shows(Feed feed) {
        watch.shows(feed);
    }
}
