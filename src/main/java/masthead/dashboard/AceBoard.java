package masthead.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.Catalogs;
import masthead.catalog.Category;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.catalog.FeedCheck;
import masthead.catalog.FeedId;
import masthead.catalog.FeedKind;
import masthead.catalog.FeedListing;
import masthead.dashboard.view.AceView;
import masthead.dashboard.view.ChannelsView;
import masthead.format.acestream.AceContent;
import masthead.format.acestream.AceLink;
import masthead.relay.OnAir;
import masthead.relay.Relays;
import masthead.tuner.acestream.AceStream;
import masthead.tuner.acestream.EngineSeen;
import masthead.tuner.acestream.EngineState;
import masthead.tuner.acestream.SessionSeen;

/** AceStream as its page shows it. Blocks; on a virtual thread. */
public final class AceBoard {
    private static final int ROWS = 25;

    private final AceStream engines;
    private final Relays relays;
    private final Catalogs catalogs;
    private final Clock clock;

    public AceBoard(AceStream engines, Relays relays, Catalogs catalogs, Clock clock) {
        this.engines = engines;
        this.relays = relays;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** Asks the engines how they are, where they were not asked of late; waits for that. */
    void look(Duration patience) {
        engines.look(patience);
    }

    /** What is known now. */
    AceView.Board board() {
        List<EngineSeen> all = engines.engines();
        List<OnAir> onAir = relays.onAir();
        Instant now = clock.instant();
        return new AceView.Board(
                all.stream().map(this::engine).toList(),
                engines.sessions().stream()
                        .map(each -> playing(each, onAir, now))
                        .toList(),
                all.stream().allMatch(each -> each.state() == EngineState.DOWN));
    }

    private AceView.Engine engine(EngineSeen engine) {
        return new AceView.Engine(
                engine.address(),
                switch (engine.state()) {
                    case UNKNOWN -> "Not asked yet";
                    case HEALTHY -> engine.resting() ? "Left alone for a while" : "Healthy";
                    case DEGRADED -> "Degraded";
                    case DOWN -> "Down";
                },
                switch (engine.state()) {
                    case UNKNOWN -> "";
                    case HEALTHY -> engine.resting() ? "is-warn" : "is-good";
                    case DEGRADED -> "is-warn";
                    case DOWN -> "is-bad";
                },
                engine.version(),
                engine.sessions() + " of " + engines.settings().sessionsPerEngine(),
                engine.trouble());
    }

    private static AceView.Playing playing(SessionSeen session, List<OnAir> onAir, Instant now) {
        SessionSeen.Numbers numbers = session.numbers();
        boolean live = session.phase() == SessionSeen.Phase.LIVE;
        return new AceView.Playing(
                session.content(),
                session.engine().orElse("none yet"),
                switch (session.phase()) {
                    case SEEKING -> "Looks for an engine";
                    case STARTING -> "Starting";
                    case BUFFERING -> "Gathering, " + numbers.progress() + " %";
                    case LIVE -> numbers.frozen() ? "Stands still" : "Playing";
                    case RECONNECTING -> "Opened anew";
                    case STOPPING, OVER -> "Stopping";
                },
                live && !numbers.frozen() ? "is-good" : "is-warn",
                Words.ago(session.since(), now),
                Words.count(numbers.peers()),
                Words.rate(numbers.downKibPerSecond() * 8192),
                Words.rate(numbers.upKibPerSecond() * 8192),
                session.feeds().stream()
                        .map(each -> player(each, onAir))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<String> player(FeedId feed, List<OnAir> onAir) {
        return onAir.stream()
                .filter(each -> each.feed().equals(Optional.of(feed)))
                .findFirst()
                .map(each -> each.name() + ", " + Words.count(each.viewers().size(), "viewer"));
    }

    AceView view(Visit visit) {
        String text = visit.text("search");
        NamePart part = new NamePart(text);
        List<Channel> found = catalogs.current().channels().stream()
                .filter(each -> each.feeds().stream().anyMatch(feed -> feed.kind() == FeedKind.ACESTREAM))
                .filter(each -> part.in(each.name()))
                .toList();
        int from = Math.min(visit.offset(), Math.max(0, found.size() - 1));
        List<Channel> page = found.subList(from, Math.min(from + ROWS, found.size()));
        return new AceView(
                board(),
                text,
                page.stream().map(this::row).toList(),
                new ChannelsView.Span(from, page.size(), ROWS, found.size()),
                "search=" + URLEncoder.encode(text, StandardCharsets.UTF_8),
                !text.isEmpty() || found.size() > ROWS);
    }

    private AceView.Row row(Channel channel) {
        return new AceView.Row(
                channel.id().value(),
                channel.name(),
                catalogs.current()
                        .category(channel.category())
                        .map(Category::name)
                        .orElse(""),
                catalogs.feeds(channel.id()).stream()
                        .filter(each -> each.feed().kind() == FeedKind.ACESTREAM
                                && each.goneAt().isEmpty())
                        .map(this::feed)
                        .toList());
    }

    AceView.Feed feed(FeedListing listing) {
        return new AceView.Feed(
                listing.feed().id().value(),
                content(listing.feed()).map(AceContent::toString).orElse("an unknown form"),
                listing.providerName(),
                listing.check()
                        .map(each -> each.reason() + " " + Words.ago(each.at(), clock.instant()))
                        .orElse(""),
                listing.check().map(FeedCheck::plays).orElse(false) ? "is-good" : "is-bad");
    }

    /** What a feed of this kind plays. */
    static Optional<AceContent> content(Feed feed) {
        return AceLink.of(feed.url()).map(AceLink::content);
    }

    FeedListing listing(FeedId id) {
        return catalogs.feed(id);
    }

    FeedListing checked(FeedId id, FeedCheck check) {
        return catalogs.checked(id, check);
    }

    /** The channels that players see by the AceStream contents they have. */
    Map<String, Integer> known() {
        Map<String, Integer> known = new HashMap<>();
        for (Channel each : catalogs.current().channels()) {
            for (Feed feed : each.feeds()) {
                if (feed.kind() == FeedKind.ACESTREAM) {
                    known.putIfAbsent(feed.url(), each.id().value());
                }
            }
        }
        return known;
    }
}
