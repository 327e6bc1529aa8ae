package masthead.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import masthead.catalog.Catalogs;
import masthead.catalog.Category;
import masthead.catalog.CategoryId;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.Part;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import masthead.catalog.TitleListing;
import masthead.catalog.TitlePage;
import masthead.catalog.TitleSearch;
import masthead.catalog.TitleSearch.From;
import masthead.catalog.Titles;
import masthead.dashboard.view.ChannelsView;
import masthead.dashboard.view.TitleView;
import masthead.dashboard.view.TitlesView;
import masthead.format.xtream.FactTexts;
import masthead.vod.Details;

/** Movies and series as their pages show them. Blocks; on a virtual thread. */
public final class TitleList {
    private static final int MOST_CHOICES = 2000;

    private final Titles titles;
    private final Catalogs catalogs;
    private final Details details;
    private final Pictures pictures;
    private final Clock clock;
    private volatile Choices choices = new Choices(-1, Map.of());

    public TitleList(Titles titles, Catalogs catalogs, Details details, Pictures pictures, Clock clock) {
        this.titles = titles;
        this.catalogs = catalogs;
        this.details = details;
        this.pictures = pictures;
        this.clock = clock;
    }

    /** The groups of each part, at one version of the catalog: to find them all are read. */
    private record Choices(long version, Map<Part, List<ChannelsView.Choice>> groups) {}

    TitlesView search(Visit visit) {
        Part part = visit.text("kind").equals("series") ? Part.SERIES : Part.MOVIES;
        String text = visit.text("search");
        int category = visit.chosen("category");
        int provider = visit.chosen("provider");
        TitlePage page = titles.search(new TitleSearch(
                part,
                Optional.of(text).filter(each -> !each.isEmpty()),
                Optional.of(category).filter(each -> each > 0).map(CategoryId::new),
                Optional.of(provider).filter(each -> each > 0).map(ProviderId::new),
                from(visit),
                ChannelList.ROWS));
        String query = "kind=" + (part == Part.SERIES ? "series" : "movies") + "&search="
                + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&category=" + category + "&provider=" + provider;
        List<TitlesView.Row> rows =
                page.titles().stream().map(each -> row(visit, each)).toList();
        return new TitlesView(
                part == Part.MOVIES,
                text,
                category,
                provider,
                groups(part),
                catalogs.current().providers().stream()
                        .map(each -> new ChannelsView.Choice(each.id().value(), each.name()))
                        .toList(),
                rows,
                page.found().stream().mapToObj(TitleList::found).findFirst().orElse(""),
                page.earlier() && !rows.isEmpty()
                        ? query + "&before=" + rows.getFirst().id()
                        : "",
                page.later() && !rows.isEmpty()
                        ? query + "&after=" + rows.getLast().id()
                        : "",
                query,
                asked());
    }

    private static From from(Visit visit) {
        int after = visit.chosen("after");
        int before = visit.chosen("before");
        return after > 0
                ? new From.After(new ChannelId(after))
                : before > 0 ? new From.Before(new ChannelId(before)) : new From.Start();
    }

    private static String found(int found) {
        return found >= TitlePage.MOST_COUNTED
                ? Words.count(TitlePage.MOST_COUNTED) + " and more"
                : Words.count(found, "title");
    }

    private List<ChannelsView.Choice> groups(Part part) {
        Choices now = choices;
        long version = catalogs.current().version();
        if (now.version() != version) {
            now = new Choices(version, new ConcurrentHashMap<>());
            choices = now;
        }
        return now.groups()
                .computeIfAbsent(
                        part,
                        any -> titles.filled(part).stream()
                                .limit(MOST_CHOICES)
                                .map(TitleList::choice)
                                .toList());
    }

    private static ChannelsView.Choice choice(Category category) {
        return new ChannelsView.Choice(category.id().value(), category.name());
    }

    /** The queue of those whose providers are asked what they tell of them. */
    private List<String> asked() {
        return details.seen().providers().stream()
                .filter(each -> each.waiting() + each.asking() > 0
                        || !each.lastFailure().isEmpty())
                .map(each -> name(each.provider()) + ": " + Words.count(each.asking(), "title") + " being asked for, "
                        + Words.count(each.waiting()) + " waiting"
                        + (each.lastFailure().isEmpty() ? "." : ". The last failure: " + each.lastFailure()))
                .toList();
    }

    private String name(ProviderId id) {
        return catalogs.current().provider(id).map(Provider::name).orElse("?");
    }

    TitlesView.Row row(Visit visit, TitleListing listing) {
        var facts = FactTexts.read(listing.title().name(), "", listing.title().facts());
        return new TitlesView.Row(
                listing.title().id().value(),
                listing.title().name(),
                facts.year(),
                listing.title().category().name(),
                picture(visit, listing.title().logo(), listing.title().id()),
                listing.providers().stream().limit(3).map(this::name).collect(Collectors.joining(", ")),
                listing.hidden() ? "Hidden" : listing.providers().isEmpty() ? "Gone" : "",
                listing.hidden());
    }

    private String picture(Visit visit, String logo, ChannelId of) {
        return pictures.of(logo, of)
                .map(path -> visit.exchange().origin().path() + path)
                .orElse("");
    }

    /** What is known now; asks nobody. */
    TitleView title(Visit visit, TitleListing listing) {
        Details.Glance glance = details.glance(listing.title());
        TitleTold told = new TitleTold(visit, listing, titles);
        String poster = told.poster(glance.told());
        TitlesView.Row row = row(visit, listing);
        return new TitleView(
                poster.equals(listing.title().logo())
                        ? row
                        : withPoster(row, picture(visit, poster, listing.title().id())),
                listing.part() == Part.MOVIES,
                listing.title().logo(),
                glance.due(),
                told.view(glance, when(glance)),
                told.play(),
                feeds(listing));
    }

    private static TitlesView.Row withPoster(TitlesView.Row row, String poster) {
        return new TitlesView.Row(
                row.id(), row.name(), row.year(), row.group(), poster, row.providers(), row.state(), row.hidden());
    }

    /** What is known when its provider was asked; waits for that as long as a player would. */
    TitleView.Told ask(Visit visit, TitleListing listing, boolean again) {
        if (again) {
            details.again(listing.part(), listing.title());
        } else {
            details.of(listing.part(), listing.title());
        }
        Details.Glance glance = details.glance(listing.title());
        return new TitleTold(visit, listing, titles).view(glance, when(glance));
    }

    private String when(Details.Glance glance) {
        return glance.fetchedAt()
                .map(at -> glance.told().facts().isEmpty()
                        ? "Its provider knows no more; asked " + Words.ago(at, clock.instant()) + "."
                        : "Told by its provider " + Words.ago(at, clock.instant()) + ".")
                .orElse(
                        glance.askable()
                                ? "Its provider has not told more yet."
                                : "A plain list: nobody can be asked for more.");
    }

    private List<TitleView.Feed> feeds(TitleListing listing) {
        Instant now = clock.instant();
        List<TitleView.Feed> feeds = new ArrayList<>();
        catalogs.feeds(listing.title().id())
                .forEach(each -> feeds.add(new TitleView.Feed(
                        each.name(),
                        each.providerName(),
                        ChannelList.host(each.feed().url()),
                        each.goneAt()
                                .map(then -> "gone from its list " + Words.ago(then, now))
                                .orElse(""))));
        return feeds;
    }

    /** @throws NoSuchEntry if there is none with this id */
    TitleListing listing(ChannelId id) {
        return titles.listing(id).orElseThrow(() -> new NoSuchEntry("title", id));
    }

    void edit(List<ChannelEdit> edits) {
        if (!edits.isEmpty()) {
            catalogs.edit(edits);
        }
    }

    void remove(ChannelId id) {
        catalogs.remove(id);
    }
}
