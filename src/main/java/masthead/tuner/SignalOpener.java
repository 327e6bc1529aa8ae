package masthead.tuner;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import masthead.catalog.Catalogs;
import masthead.catalog.Feed;
import masthead.catalog.Provider;
import masthead.catalog.Reach;
import masthead.http.Upstreams;
import masthead.http.WayOut;

/** Opens one feed: knows what each kind of it is asked for with. Safe on any thread. */
final class SignalOpener {
    private final Upstreams upstreams;
    private final Catalogs catalogs;
    private final TunerSettings settings;
    private final HlsCounts hls;
    private final Cards cards = new Cards();
    private final LocalFiles files;

    SignalOpener(Upstreams upstreams, Catalogs catalogs, TunerSettings settings, HlsCounts hls) {
        this.upstreams = upstreams;
        this.catalogs = catalogs;
        this.settings = settings;
        this.hls = hls;
        this.files = new LocalFiles(settings.folders(), settings.fileLimit());
    }

    /**
     * Starts to open {@code feed}; to be called on {@code loop}, where {@code owner} will be called, maybe before this
     * returns.
     */
    Signal open(Feed feed, EventLoop loop, SignalOwner owner) {
        return switch (feed.kind()) {
            case CARD -> openCard(feed, loop, owner);
            case FILE -> openFile(feed, loop, owner);
            case TS, HLS, ACESTREAM, MOVIE, EPISODE, OTHER -> openStream(feed, loop, owner);
        };
    }

    private Signal openStream(Feed feed, EventLoop loop, SignalOwner owner) {
        WebSignal signal = new WebSignal(way(feed, loop), owner, hls);
        signal.open(feed.url());
        return signal;
    }

    /** How the addresses of {@code feed} are asked for. */
    Way way(Feed feed, EventLoop loop) {
        Optional<Provider> provider = catalogs.current().provider(feed.provider());
        Reach reach = provider.map(Provider::reach).orElse(Reach.DIRECT);
        return new Way(
                upstreams.by(new WayOut(reach.proxy(), reach.connectTimeout())),
                loop,
                new ProviderPatience(settings, reach),
                headers(feed, provider.map(Provider::userAgent).orElse(""), reach));
    }

    private Signal openCard(Feed feed, EventLoop loop, SignalOwner owner) {
        // Channels that began together would otherwise all cut at the same moment.
        Duration phase = Duration.ofMillis(feed.id().value() * 370L % 9600);
        CardSignal signal = new CardSignal(loop, owner);
        signal.open(() -> cards.open(feed.url(), phase));
        return signal;
    }

    private Signal openFile(Feed feed, EventLoop loop, SignalOwner owner) {
        CardSignal signal = new CardSignal(loop, owner);
        signal.open(() -> Optional.of(files.open(feed.url())));
        return signal;
    }

    /** The feed's own win. */
    private Map<String, String> headers(Feed feed, String known, Reach reach) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", known.isEmpty() ? settings.userAgent() : known);
        headers.putAll(reach.headers());
        headers.putAll(feed.headers());
        return headers;
    }
}
