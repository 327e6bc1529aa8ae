package masthead.guide;

import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Category;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.Folded;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.Provider;
import masthead.guide.Decisions.Ruling;
import masthead.guide.match.Asked;
import masthead.guide.match.Candidate;
import masthead.guide.match.ChannelLook;
import masthead.guide.match.Identity;

/** What is matched to each channel: what the last run found, under what was decided by hand. Safe on any thread. */
final class MatchRows {
    private final Catalogs catalogs;
    private final GuideSources sources;
    private final Rematch rematch;
    private volatile SoftReference<MatchStates> states = new SoftReference<>(null);

    MatchRows(Catalogs catalogs, GuideSources sources, Rematch rematch) {
        this.catalogs = catalogs;
        this.sources = sources;
        this.rematch = rematch;
    }

    /** Where the programmes of each channel are that was looked for, or was decided of. */
    Matches.Draft placed(Decisions decisions, Matches before) {
        Catalog catalog = catalogs.current();
        int[] places = catalog.places();
        Matches.Draft placed = new Matches.Draft(places.length, Optional.of(before));
        List<GuideSourceId> order = order();
        for (int place : places) {
            Channel each = catalog.channels().get(place);
            ChannelMatch row = row(catalog, each, order, decisions);
            if (rematch.findings().looked(each.id()).isPresent() || row.byHand()) {
                List<GuidePlace> found =
                        row.places().stream().map(ChannelMatch.Place::place).toList();
                placed.add(each.id(), new Matches.Placed(found, row.shift()));
            }
        }
        return placed;
    }

    /**
     * One channel on offer.
     *
     * @throws NoSuchEntry if there is none with this id
     */
    ChannelMatch match(ChannelId id, Decisions decisions) {
        Catalog catalog = catalogs.current();
        Channel channel = catalog.channel(id).orElseThrow(() -> new NoSuchEntry("channel", id));
        return row(catalog, channel, order(), decisions);
    }

    /** The channels on offer that are looked for, in their order. */
    MatchPage search(MatchSearch search, Decisions decisions) {
        MatchStates all = states(decisions);
        Optional<BitSet> named = Optional.of(search.text())
                .filter(each -> !Folded.of(each).isEmpty())
                .map(catalogs::named);
        MatchStates.Hits hits = all.find(search, named);
        Catalog catalog = all.of().catalog();
        return new MatchPage(
                hits.ids().stream()
                        .flatMap(each -> catalog.channel(each).stream())
                        .map(each -> row(catalog, each, all.of().order(), decisions))
                        .toList(),
                hits.total());
    }

    private MatchStates states(Decisions decisions) {
        MatchStates.Of now = new MatchStates.Of(catalogs.current(), rematch.findings(), decisions, order());
        MatchStates known = states.get();
        if (known != null && known.of().same(now)) {
            return known;
        }
        MatchStates made = MatchStates.of(
                now, each -> row(now.catalog(), each, now.order(), decisions).state());
        states = new SoftReference<>(made);
        return made;
    }

    /** The channels that have a suggestion of at least this score. */
    List<ChannelId> suggested(double score, Decisions decisions) {
        return rows(decisions)
                .filter(each ->
                        each.suggestions().stream().anyMatch(one -> one.best().score() >= score))
                .map(each -> each.channel().id())
                .toList();
    }

    /** One after the other: together they may be too many. */
    private Stream<ChannelMatch> rows(Decisions decisions) {
        Catalog catalog = catalogs.current();
        List<GuideSourceId> order = order();
        return catalog.channels().stream().map(each -> row(catalog, each, order, decisions));
    }

    /** One channel, matched or not, as the last run and the decisions have it. */
    private ChannelMatch row(Catalog catalog, Channel channel, List<GuideSourceId> order, Decisions decisions) {
        Findings findings = rematch.findings();
        Optional<Findings.Looked> looked = findings.looked(channel.id());
        Ruling ruling = decisions.of(
                channel.id(),
                findings.name(channel.id()),
                () -> looked.isEmpty() ? new Identity("", Set.of()) : Identity.of(Asked.of(look(catalog, channel))));
        List<ChannelMatch.Place> places = new ArrayList<>();
        List<ChannelMatch.Suggestion> suggestions = new ArrayList<>();
        for (GuideSourceId source : ruling.none() ? List.<GuideSourceId>of() : order) {
            String set = ruling.places().get(source);
            if (set != null) {
                places.add(new ChannelMatch.Place(new GuidePlace(source, set), true, 1, "set by hand"));
                continue;
            }
            Findings.Found found = looked.map(each -> each.found().get(source)).orElse(null);
            List<Candidate> left = found == null
                    ? List.of()
                    : found.candidates().stream()
                            .filter(each -> !ruling.refused().contains(each.guideId()))
                            .toList();
            if (found == null || left.isEmpty()) {
                continue;
            }
            Candidate best = left.getFirst();
            if (found.certain() && best.equals(found.candidates().getFirst())) {
                places.add(new ChannelMatch.Place(
                        new GuidePlace(source, best.guideId()), false, best.score(), best.explanation()));
            } else {
                suggestions.add(new ChannelMatch.Suggestion(source, left));
            }
        }
        Duration shift = ruling.shift().orElse(Duration.ZERO);
        return new ChannelMatch(
                channel, group(catalog, channel), ruling.any(), ruling.none(), shift, places, suggestions);
    }

    private List<GuideSourceId> order() {
        return sources.current().stream()
                .filter(GuideSource::enabled)
                .map(GuideSource::id)
                .toList();
    }

    /** By what it is known in another list; by nothing if it is gone. */
    Identity identity(ChannelId channel) {
        Catalog catalog = catalogs.current();
        return catalog.channel(channel)
                .map(each -> Identity.of(Asked.of(look(catalog, each))))
                .orElseGet(() -> new Identity("", Set.of()));
    }

    /** How a channel looks to the matcher. */
    static ChannelLook look(Catalog catalog, Channel channel) {
        String provider = channel.feeds().isEmpty()
                ? ""
                : catalog.provider(channel.feeds().getFirst().provider())
                        .map(Provider::name)
                        .orElse("");
        return new ChannelLook(channel.name(), group(catalog, channel), channel.guideId(), channel.logo(), provider);
    }

    private static String group(Catalog catalog, Channel channel) {
        return catalog.category(channel.category()).map(Category::name).orElse("");
    }
}
