package masthead.relay;

import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import masthead.catalog.Catalog;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.Feed;
import masthead.catalog.FeedKind;
import masthead.catalog.ProviderId;
import masthead.metrics.Metrics;
import masthead.tuner.Tuner;

/** The channels that are passed through now. Safe on any thread. */
final class HlsPasses {
    /** So long a source that failed is left to the relay, which knows the other feeds. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Tuner tuner;
    private final RelaySettings settings;
    private final Clock clock;
    private final Seal seal;
    private final HlsShared shared;
    private final Map<ChannelId, HlsPass> passes = new ConcurrentHashMap<>();
    private final Map<ChannelId, Long> failed = new ConcurrentHashMap<>();

    HlsPasses(Tuner tuner, RelaySettings settings, Clock clock, Metrics metrics) {
        this.tuner = tuner;
        this.settings = settings;
        this.clock = clock;
        this.seal = new Seal();
        this.shared = new HlsShared(settings, metrics);
        metrics.gauge("masthead_hls_passed_through", "Channels passed through from HLS sources now.", passes::size);
    }

    Tuner tuner() {
        return tuner;
    }

    RelaySettings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }

    Seal seal() {
        return seal;
    }

    HlsShared shared() {
        return shared;
    }

    /**
     * The pass of a channel; nothing if it is not passed through: its first feed is not HLS, or failed lately, or there is another
     * one to go on with when it is lost, which only the ring can do.
     *
     * @param loop where a new one shall live
     */
    Optional<HlsPass> open(Channel channel, EventLoop loop) {
        List<Feed> playable =
                channel.feeds().stream().filter(each -> each.kind().playable()).toList();
        Optional<Feed> first = playable.stream().findFirst();
        Long since = failed.get(channel.id());
        if (!settings.hlsPassThrough()
                || playable.size() != 1
                || first.get().kind() != FeedKind.HLS
                || (since != null && System.nanoTime() - since < REST_NANOS)) {
            return Optional.empty();
        }
        failed.remove(channel.id());
        boolean full = passes.size() >= settings.maxChannels();
        HlsPass known = passes.get(channel.id());
        if (known != null || full) {
            return Optional.ofNullable(known);
        }
        return Optional.of(passes.computeIfAbsent(channel.id(), id -> new HlsPass(this, channel, first.get(), loop)));
    }

    Optional<HlsPass> find(ChannelId channel) {
        return Optional.ofNullable(passes.get(channel));
    }

    /** What is passed through, as operators see it. */
    Stream<OnAir> seen() {
        return passes.values().stream().map(HlsPass::seen);
    }

    void failed(ChannelId channel) {
        failed.put(channel, System.nanoTime());
    }

    void gone(ChannelId channel, HlsPass pass) {
        passes.remove(channel, pass);
    }

    void left(HlsSession session) {
        find(session.owner().channel()).ifPresent(pass -> pass.loop().execute(() -> pass.left(session)));
    }

    void makeRoom(ProviderId provider) {
        passes.values().forEach(pass -> pass.loop().execute(() -> pass.makeRoom(provider)));
    }

    /** The catalog changed: what is passed through must still be its channel's first feed. */
    void refresh(Catalog catalog) {
        failed.keySet().removeIf(id -> catalog.channel(id).isEmpty());
        passes.forEach((id, pass) -> {
            boolean first = catalog.channel(id)
                    .flatMap(channel -> channel.feeds().stream()
                            .filter(each -> each.kind().playable())
                            .findFirst())
                    .filter(pass.feed()::equals)
                    .isPresent();
            if (!first) {
                pass.loop().execute(() -> pass.close("The channel has changed."));
            }
        });
    }

    void close() {
        List.copyOf(passes.values())
                .forEach(pass -> pass.loop().execute(() -> pass.close("The server is shutting down.")));
    }
}
