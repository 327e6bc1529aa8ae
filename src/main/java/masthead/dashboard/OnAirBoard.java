package masthead.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import masthead.access.Refusals;
import masthead.access.RefusedPlay;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.Feed;
import masthead.catalog.FeedId;
import masthead.catalog.Folded;
import masthead.catalog.Provider;
import masthead.dashboard.view.OnAirView;
import masthead.dashboard.view.SeenView;
import masthead.relay.Condition;
import masthead.relay.OnAir;
import masthead.relay.Relays;
import masthead.tuner.ProviderSlots;
import masthead.tuner.acestream.AceStream;
import masthead.tuner.acestream.EngineSeen;
import masthead.tuner.acestream.EngineState;
import masthead.tuner.acestream.SessionSeen;

/** Gathers what the page On air shows. Safe on any thread. */
public final class OnAirBoard {
    private static final int REFUSALS = 25;
    private static final int MOST_VIEWERS = 200;
    private static final int MOST_CELLS = 40;

    private final Relays relays;
    private final Catalogs catalogs;
    private final ProviderSlots slots;
    private final Refusals refusals;
    private final AceStream engines;

    public OnAirBoard(Relays relays, Catalogs catalogs, ProviderSlots slots, Refusals refusals, AceStream engines) {
        this.relays = relays;
        this.catalogs = catalogs;
        this.slots = slots;
        this.refusals = refusals;
        this.engines = engines;
    }

    /** @param who part of the name of those whose refused plays are wanted; empty for all */
    OnAirView seen(Instant now, String who) {
        Catalog catalog = catalogs.current();
        List<OnAir> all = relays.onAir();
        return new OnAirView(
                Words.count(
                        all.stream().mapToLong(each -> each.viewers().size()).sum()),
                Words.rate(all.stream().mapToLong(OnAir::bitsPerSecond).sum()),
                Words.bytes(all.stream().mapToLong(OnAir::ringBytes).sum()),
                all.stream().map(each -> air(each, catalog, now)).toList(),
                catalog.providers().stream()
                        .flatMap(each -> pools(each, catalog).stream())
                        .toList(),
                engines.engines().stream()
                        .filter(each ->
                                each.state() != EngineState.UNKNOWN || each.sessions() > 0) // nobody plays AceStream
                        .map(each -> engine(each, all))
                        .toList(),
                refused(now, who));
    }

    /** What this subscriber watches, and what he was refused. */
    SeenView of(String name, Instant now) {
        List<SeenView.Watching> watching = new ArrayList<>();
        for (OnAir each : relays.onAir()) {
            each.viewers().stream()
                    .filter(viewer -> viewer.guest().name().equals(name))
                    .limit(MOST_VIEWERS)
                    .forEach(viewer -> watching.add(
                            new SeenView.Watching(each.channel().value(), each.name(), viewer(viewer, now))));
        }
        return new SeenView(
                watching,
                refusals.newest().stream()
                        .filter(each -> each.play().username().equals(name))
                        .limit(REFUSALS)
                        .map(each -> refusal(each, now))
                        .toList());
    }

    OnAirView.Refused refused(Instant now, String who) {
        String wanted = Folded.of(who);
        return new OnAirView.Refused(
                who,
                refusals.newest().stream()
                        .filter(each -> Folded.of(each.play().username()).contains(wanted))
                        .limit(REFUSALS)
                        .map(each -> refusal(each, now))
                        .toList());
    }

    private OnAirView.Engine engine(EngineSeen engine, List<OnAir> all) {
        int allowed = engines.settings().sessionsPerEngine();
        List<SessionSeen> sessions = engines.sessions().stream()
                .filter(each -> each.engine().equals(Optional.of(engine.address())))
                .toList();
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < Math.min(allowed, MOST_CELLS); i++) {
            cells.add(i < engine.sessions() ? "held" : "free");
        }
        return new OnAirView.Engine(
                engine.address(),
                engine.resting()
                        ? "Resting"
                        : Judgement.capital(engine.state().name().toLowerCase(Locale.ROOT)),
                engine.trouble().isEmpty() && !engine.resting() ? "is-good" : "is-warn",
                engine.sessions(),
                allowed,
                cells,
                sessions.stream().map(each -> holder(each, all)).toList());
    }

    /** The channels that a session plays; its content while it plays none. */
    private static String holder(SessionSeen session, List<OnAir> all) {
        String channels = all.stream()
                .filter(each -> each.feed().filter(session.feeds()::contains).isPresent())
                .map(OnAir::name)
                .collect(Collectors.joining(", "));
        return channels.isEmpty() ? session.content() : channels;
    }

    private OnAirView.Air air(OnAir air, Catalog catalog, Instant now) {
        Optional<Condition> condition = relays.condition(air.channel());
        Optional<String> trouble = condition.flatMap(each -> each.verdict().trouble());
        String line = condition
                .map(each -> Words.curve(each.health().traffic().bitsPerSecond()))
                .orElse("");
        return new OnAirView.Air(
                air.channel().value(),
                air.name(),
                catalog.channel(air.channel()).isPresent(),
                Judgement.state(air.state(), condition),
                Judgement.tone(air.state(), condition),
                trouble.orElse(""),
                Words.rate(air.bitsPerSecond()),
                line,
                line.isEmpty() ? "" : line + "L100 40L0 40Z",
                Judgement.stretches(condition.map(Condition::lately).orElse(List.of())),
                feed(air, catalog),
                condition.isPresent()
                        && catalog.channel(air.channel())
                                .filter(each -> each.feeds().size() > 1)
                                .isPresent(),
                Words.span(Duration.between(air.since(), now)),
                Words.bytes(air.ringBytes()),
                air.reconnects(),
                air.viewers().stream()
                        .limit(MOST_VIEWERS)
                        .map(each -> viewer(each, now))
                        .toList());
    }

    /** Which of its feeds, and of whom. */
    private static String feed(OnAir air, Catalog catalog) {
        if (air.feed().isEmpty()) {
            return "";
        }
        FeedId id = air.feed().get();
        List<Feed> feeds = catalog.channel(air.channel()).map(Channel::feeds).orElse(List.of());
        for (int i = 0; i < feeds.size(); i++) {
            if (feeds.get(i).id().equals(id)) {
                String provider = catalog.provider(feeds.get(i).provider())
                        .map(Provider::name)
                        .orElse("");
                return feeds.size() == 1 ? provider : provider + ", feed " + (i + 1) + " of " + feeds.size();
            }
        }
        return "feed " + id;
    }

    private static OnAirView.Viewer viewer(OnAir.Seen seen, Instant now) {
        return new OnAirView.Viewer(
                seen.id(),
                seen.guest().name(),
                seen.guest().address(),
                seen.guest().userAgent(),
                Words.span(Duration.between(seen.since(), now)),
                Words.bytes(seen.bytesOut()),
                seen.jumps());
    }

    private List<OnAirView.Pool> pools(Provider provider, Catalog catalog) {
        ProviderSlots.PoolSeen seen = slots.seen(provider.id());
        List<String> waiting =
                seen.waiting().stream().map(each -> name(each, catalog)).toList();
        List<OnAirView.Pool> pools = new ArrayList<>();
        for (ProviderSlots.AccountSeen each : seen.accounts()) {
            int held = each.holders().size();
            if (each.allowed() == 0 && held == 0 && waiting.isEmpty()) {
                continue; // nothing is counted, and nothing is held
            }
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < Math.min(each.allowed(), MOST_CELLS); i++) {
                cells.add(i < held ? "held" : i < held + each.settling() ? "settling" : "free");
            }
            pools.add(new OnAirView.Pool(
                    provider.name(),
                    seen.accounts().size() == 1 ? "" : "account " + each.account(),
                    held,
                    each.settling(),
                    each.allowed() == 0 ? "any number" : Words.count(each.allowed()),
                    cells,
                    each.holders().stream().map(holder -> name(holder, catalog)).toList(),
                    pools.isEmpty() ? waiting : List.of()));
        }
        return pools;
    }

    private static String name(ProviderSlots.Seen seen, Catalog catalog) {
        return seen.playing() > 0
                ? catalog.channel(new ChannelId(seen.playing()))
                        .map(Channel::name)
                        .orElse("channel " + seen.playing())
                : "a check";
    }

    private static OnAirView.Refusal refusal(Refusals.Entry entry, Instant now) {
        RefusedPlay play = entry.play();
        return new OnAirView.Refusal(
                Words.ago(entry.last(), now),
                entry.times(),
                play.username(),
                play.asked(),
                play.device().address(),
                play.device().userAgent(),
                play.reason());
    }
}
