package masthead.tuner;

import io.netty.channel.EventLoop;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.function.Consumer;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.http.Upstreams;
import masthead.metrics.Metrics;

/** Opens a channel's feeds, best first, until one shows packets. Safe on any thread. */
public final class Tuner {
    /** A channel being tuned, or tuned. */
    public interface Tuning {
        /** Closes the upstream and gives its slot back; the sink hears no more. On its event loop. */
        void close();

        /** Whether it stands in line for one of the provider's connections. On its event loop. */
        boolean waitsForSlot();
    }

    private final SignalOpener opener;
    private final ProviderSlots slots;
    private final Counter failures;

    public Tuner(Upstreams upstreams, Catalogs catalogs, ProviderSlots slots, TunerSettings settings, Metrics metrics) {
        this.opener = new SignalOpener(upstreams, catalogs, settings, HlsCounts.in(metrics));
        this.slots = slots;
        failures = metrics.counter("masthead_feeds_failed_total", "Feeds that did not open, or were lost.", "reason");
        metrics.gauge("masthead_provider_slots", "Upstream connections held now.", slots::held);
    }

    /** Starts to tune; to be called on {@code loop}, where {@code sink} will be called. */
    public Tuning tune(Channel channel, EventLoop loop, SignalSink sink) {
        Attempt attempt = new Attempt(this, channel, loop, sink);
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
                feed.provider(),
                slot -> loop.execute(() -> opened.accept(new PassThrough(feed, opener.way(feed, loop), slot))));
    }

    SignalOpener opener() {
        return opener;
    }

    ProviderSlots slots() {
        return slots;
    }

    void count(NoSignal why) {
        failures.labelValues(why.getClass().getSimpleName()).inc();
    }
}
