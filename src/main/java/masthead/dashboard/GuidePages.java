package masthead.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import masthead.access.Role;
import masthead.catalog.ChannelId;
import masthead.catalog.NamedGuide;
import masthead.catalog.NoSuchEntry;
import masthead.dashboard.view.ChannelsView;
import masthead.dashboard.view.GuideView;
import masthead.dashboard.view.MatchesView;
import masthead.dashboard.view.Section;
import masthead.guide.ChannelMatch;
import masthead.guide.ChannelMatch.State;
import masthead.guide.Guide;
import masthead.guide.GuideSource;
import masthead.guide.GuideSourceId;
import masthead.guide.GuideTerms;
import masthead.guide.GuideTiming;
import masthead.guide.Guides;
import masthead.guide.MatchPage;
import masthead.guide.MatchSearch;
import masthead.guide.Matching;

/** {@code /dashboard/guide}: the guides we read, how that went, and which of their channels ours are. */
public final class GuidePages extends Pages {
    private static final String LIST = "/guide";
    private static final String MATCHES = "/guide/matches";
    private static final int ROWS = 50;
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Guides guides;
    private final Matching matching;
    private final Clock clock;

    public GuidePages(Guides guides, Matching matching, Clock clock) {
        this.guides = guides;
        this.matching = matching;
        this.clock = clock;
    }

    @Override
    void addTo(Gate gate) {
        gate.page(LIST, visit -> visit.show(Section.GUIDE, "Guide", "guide", view(true)))
                .moving(
                        Role.VIEWER,
                        "/guide/events",
                        BEAT,
                        (visit, frame) -> visit.text("guide-sources", frame, view(false)))
                .change(Role.EDITOR, "/guide/sources", LIST, this::add)
                .change(Role.EDITOR, "/guide/offers", LIST, this::accept)
                .change(Role.EDITOR, "/guide/sources/{id}/refresh", LIST, this::refresh)
                .change(Role.EDITOR, "/guide/sources/{id}/cancel", LIST, this::cancel)
                .change("PUT", Role.EDITOR, "/guide/sources/{id}/guide", this::upload)
                .change(Role.EDITOR, "/guide/sources/{id}/remove", LIST, this::remove)
                .page(MATCHES, this::matches)
                .change(Role.EDITOR, "/guide/matches/accept", MATCHES, this::acceptFrom) // before what it would fit too
                .change("POST", Role.EDITOR, "/guide/matches/{id}", this::decide)
                .aheadOf(() -> view(true));
    }

    private GuideView view(boolean withSuggestions) {
        Instant now = clock.instant();
        Map<GuideSourceId, Guide.Contents> contents = guides.guide().contents();
        List<GuideView.Source> sources = guides.sources().current().stream()
                .map(each -> source(each, Optional.ofNullable(contents.get(each.id())), now))
                .toList();
        return new GuideView(
                sources,
                guides.offers().current().stream()
                        .map(each -> new GuideView.Offer(mark(each), each.providerName(), ChannelList.host(each.url())))
                        .toList(),
                withSuggestions
                        ? matching.search(new MatchSearch(Optional.of(State.SUGGESTED), "", 0, 0))
                                .total()
                        : 0);
    }

    private GuideView.Source source(GuideSource source, Optional<Guide.Contents> contents, Instant now) {
        String outcome = source.state().outcome();
        return new GuideView.Source(
                source.id().value(),
                source.name(),
                source.terms().url().isEmpty()
                        ? "uploaded"
                        : ChannelList.host(source.terms().url()),
                contents.map(each -> Words.count(each.channels())).orElse("0"),
                contents.map(each -> Words.count(each.programmes())).orElse("0"),
                contents.map(each -> Words.count(each.onNow())).orElse("0"),
                Words.orNever(source.state().importedAt(), now),
                outcome,
                outcome.isEmpty()
                        ? ""
                        : outcome.startsWith("Not") || outcome.startsWith("Failed") ? "is-bad" : "is-good",
                guides.imports().progress(source.id()).map(each -> Progresses.of(each, now)));
    }

    private void add(Visit visit) {
        GuideSource added = add(visit, guides);
        visit.done(LIST, added.name() + " is being read.");
    }

    /** Adds what the form says, and begins to read it. */
    static GuideSource add(Visit visit, Guides guides) {
        String url = visit.text("url");
        if (url.isEmpty()) {
            throw new IllegalArgumentException("Say the address of the guide.");
        }
        String name = visit.text("name");
        GuideSource added = guides.sources()
                .add(new GuideTerms(
                        name.isEmpty() ? "Guide of " + ChannelList.host(url) : name,
                        url,
                        new GuideTiming(Optional.of(guides.usualRefresh()), Duration.ZERO, ZoneId.of("UTC"))));
        guides.begin(added.id(), false);
        return added;
    }

    private void accept(Visit visit) {
        NamedGuide offer = guides.offers().current().stream()
                .filter(each -> mark(each).equals(visit.text("mark")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("This guide is offered no more, or is read already."));
        GuideSource source = guides.offers().accept(offer);
        guides.begin(source.id(), false);
        visit.done(LIST, source.name() + " is being read.");
    }

    /** Tells offers apart; their addresses may hold passwords. */
    static String mark(NamedGuide offer) {
        return offer.provider() + "-" + HexFormat.of().toHexDigits(offer.url().hashCode());
    }

    private void refresh(Visit visit) {
        guides.begin(id(visit), false);
        visit.go(LIST);
    }

    private void cancel(Visit visit) {
        if (guides.imports().cancel(id(visit))) {
            visit.done(LIST, "It was cancelled: the guide is as it was.");
        } else {
            visit.wrong(LIST, "It is too late to cancel: the guide was read already.");
        }
    }

    private void upload(Visit visit) throws IOException {
        try (InputStream guide = visit.exchange().upload()) {
            guides.imports().take(id(visit), guide);
        }
        visit.exchange()
                .with("X-Goto", visit.exchange().origin().path() + "/dashboard" + LIST)
                .reply(204);
    }

    private void remove(Visit visit) {
        guides.remove(id(visit));
        visit.done(LIST, "The guide was removed.");
    }

    private GuideSourceId id(Visit visit) {
        GuideSourceId id = new GuideSourceId(visit.id());
        return guides.sources().source(id).map(GuideSource::id).orElseThrow(() -> new NoSuchEntry("guide source", id));
    }

    private void matches(Visit visit) {
        String word = visit.text("state").isEmpty() ? "suggested" : visit.text("state");
        Map<String, State> states = new HashMap<>();
        for (State each : State.values()) {
            states.put(word(each), each);
        }
        MatchPage found = matching.search(
                new MatchSearch(Optional.ofNullable(states.get(word)), visit.text("search"), visit.offset(), ROWS));
        MatchesView view = new MatchesView(
                visit.text("search"),
                word,
                found.rows().stream().map(GuidePages::row).toList(),
                new ChannelsView.Span(visit.offset(), found.rows().size(), ROWS, found.total()),
                "search=" + URLEncoder.encode(visit.text("search"), StandardCharsets.UTF_8) + "&state="
                        + URLEncoder.encode(word, StandardCharsets.UTF_8));
        visit.show(Section.GUIDE, "Matches", visit.part() ? "matches-list" : "matches", view);
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static MatchesView.Row row(ChannelMatch match) {
        boolean suggested = !match.suggestions().isEmpty();
        String best = "";
        String score = "";
        String why = "";
        if (!match.places().isEmpty()) {
            ChannelMatch.Place place = match.places().getFirst();
            best = place.place().guideId();
            score = share(place.score());
            why = place.explanation();
        } else if (suggested) {
            best = match.suggestions().getFirst().best().guideId();
            score = share(match.suggestions().getFirst().best().score());
            why = match.suggestions().getFirst().best().explanation();
        }
        return new MatchesView.Row(
                match.channel().id().value(),
                match.channel().name(),
                match.group(),
                switch (match.state()) {
                    case APPLIED -> "Matched";
                    case SUGGESTED -> "To be decided";
                    case NONE -> "Nothing found";
                    case BY_HAND -> match.none() ? "None, by hand" : "By hand";
                },
                match.state() == State.APPLIED || match.state() == State.BY_HAND
                        ? "is-good"
                        : match.state() == State.SUGGESTED ? "is-warn" : "",
                best,
                score,
                why,
                match.state() == State.SUGGESTED,
                match.byHand());
    }

    private static String share(double score) {
        return Math.round(score * 100) + " %";
    }

    /** Answers with the row as it is then. */
    private void decide(Visit visit) {
        ChannelId id = new ChannelId(visit.id());
        switch (visit.text("act")) {
            case "accept" -> matching.accept(List.of(id));
            case "reject" -> matching.reject(List.of(id));
            case "forget" -> matching.forget(id);
            default -> throw new Refused(422, "There is nothing like this to be done.");
        }
        visit.show(Section.GUIDE, "Matches", "matches-row", row(matching.match(id)));
    }

    private void acceptFrom(Visit visit) {
        int percent = visit.number("score", "The likeness", 50, 100, 90);
        int many = matching.acceptFrom(percent / 100.0);
        visit.done(MATCHES, Words.count(many, "suggestion") + " accepted.");
    }
}
