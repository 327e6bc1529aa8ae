package masthead.tuner;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import masthead.catalog.Catalogs;
import masthead.catalog.Feed;
import masthead.catalog.Provider;
import masthead.catalog.Reach;
import masthead.http.Upstreams;
import masthead.http.WayOut;
import masthead.tuner.acestream.AceSettings;
import masthead.tuner.acestream.AceStream;
import masthead.tuner.acestream.Reader;

/** Opens one feed: knows what each kind of it is asked for with. Safe on any thread. */
final class SignalOpener {
    private final Upstreams upstreams;
    private final Catalogs catalogs;
    private final TunerSettings settings;
    private final HlsCounts hls;
    private final Cards cards = new Cards();
    private final LocalFiles files;
    private final Mirrors mirrors = new Mirrors();
    private volatile Optional<AceStream> engines = Optional.empty();

    SignalOpener(Upstreams upstreams, Catalogs catalogs, TunerSettings settings, HlsCounts hls) {
        this.upstreams = upstreams;
        this.catalogs = catalogs;
        this.settings = settings;
        this.hls = hls;
        this.files = new LocalFiles(settings.folders(), settings.fileLimit());
    }

    /**
     * Starts to open {@code feed} with {@code account}; to be called on {@code loop}, where {@code owner} will be called, maybe
     * before this returns.
     */
    Signal open(Feed feed, int account, EventLoop loop, SignalOwner owner) {
        return switch (feed.kind()) {
            case CARD -> openCard(feed, loop, owner);
            case FILE -> openFile(feed, loop, owner);
            case ACESTREAM -> openAceStream(feed, loop, owner);
            case TS, HLS, MOVIE, SERIES, EPISODE, OTHER -> openStream(feed, account, loop, owner);
        };
    }

    private Signal openAceStream(Feed feed, EventLoop loop, SignalOwner owner) {
        AceSignal signal = new AceSignal(feed, loop, owner);
        signal.open(engines);
        return signal;
    }

    /** From now on AceStream feeds can be opened. */
    void play(AceStream with) {
        engines = Optional.of(with);
    }

    /** The engines, if there are any. */
    Optional<AceStream> engines() {
        return engines;
    }

    /** Whether an engine can play {@code feed} without anybody having to give way. */
    boolean spareSession(Feed feed) {
        return engines.flatMap(each -> AceSignal.content(feed).map(each::spare)).orElse(false);
    }

    /** Opens what an engine streams: as any web address, within the engine and as patiently as its settings say. */
    Reader.Opening reading(AceSettings patience) {
        return (engine, url, again, loop, listener) -> {
            TunerSettings own = new EnginePatience(settings, patience, again);
            Way way = new Way(engine, loop, own, Map.of("User-Agent", settings.userAgent()));
            WebSignal signal = new WebSignal(way, new EngineReading(listener), hls);
            signal.open(url);
            return signal::close;
        };
    }

    private Signal openStream(Feed feed, int account, EventLoop loop, SignalOwner owner) {
        List<Mirrors.Candidate> candidates = mirrors.candidates(catalogs.current(), feed, account);
        if (candidates.getFirst().base().isEmpty()) {
            WebSignal signal = new WebSignal(way(feed, loop), owner, hls);
            signal.open(candidates.getFirst().url());
            return signal;
        }
        MirroredSignal signal =
                new MirroredSignal(way(feed, loop), new MirroredSignal.Panel(feed.provider(), mirrors), owner, hls);
        signal.open(candidates);
        return signal;
    }

    /** Which addresses of panels answered last. */
    Mirrors mirrors() {
        return mirrors;
    }

    /** How the addresses of {@code feed} are asked for. */
    Way way(Feed feed, EventLoop loop) {
        Optional<Provider> provider = catalogs.current().provider(feed.provider());
        Reach reach = provider.map(Provider::reach).orElse(Reach.DIRECT);
        return new Way(
                upstreams.by(new WayOut(reach.proxy(), reach.connectTimeout())),
                loop,
                new ProviderPatience(settings, reach),
                headers(feed, provider, settings));
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

    /** What {@code feed} is asked for with. The feed's own win. */
    static Map<String, String> headers(Feed feed, Optional<Provider> provider, TunerSettings settings) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String agent = provider.map(Provider::userAgent).orElse("");
        headers.put("User-Agent", agent.isEmpty() ? settings.userAgent() : agent);
        headers.putAll(provider.map(Provider::reach).orElse(Reach.DIRECT).headers());
        headers.putAll(feed.headers());
        return headers;
    }
}
