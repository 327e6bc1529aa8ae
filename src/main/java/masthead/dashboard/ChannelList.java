package masthead.dashboard;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.CategoryId;
import masthead.catalog.Channel;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.ChannelListing;
import masthead.catalog.ChannelPage;
import masthead.catalog.ChannelSearch;
import masthead.catalog.Feed;
import masthead.catalog.FeedListing;
import masthead.catalog.Part;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import masthead.dashboard.view.ChannelView;
import masthead.dashboard.view.ChannelsView;
import masthead.dashboard.view.PanelView;
import masthead.guide.GuideLinks;
import masthead.guide.Guides;
import masthead.http.Exchange;
import masthead.relay.Condition;
import masthead.relay.OnAir;
import masthead.relay.Relays;

/** The channels as their pages show them. Blocks; on a virtual thread. */
public final class ChannelList {
    /** Of one page: a form with a box for each must fit what a form may have, a hundred fields. */
    static final int ROWS = 50;

    private static final int MOST_CHOICES = 2000;
    private static final int PROGRAMMES = 6;

    private final Catalogs catalogs;
    private final Guides guides;
    private final GuideLinks links;
    private final Relays relays;
    private final Pictures pictures;

    public ChannelList(Catalogs catalogs, Guides guides, GuideLinks links, Relays relays, Pictures pictures) {
        this.catalogs = catalogs;
        this.guides = guides;
        this.links = links;
        this.relays = relays;
        this.pictures = pictures;
    }

    ChannelsView search(Visit visit) {
        String text = visit.text("search");
        int category = id(visit, "category");
        int provider = id(visit, "provider");
        ChannelPage found = catalogs.search(new ChannelSearch(
                Optional.of(text).filter(each -> !each.isEmpty()),
                Optional.of(category).filter(each -> each > 0).map(CategoryId::new),
                Optional.of(provider).filter(each -> each > 0).map(ProviderId::new),
                visit.offset(),
                ROWS,
                Optional.of(Part.LIVE)));
        Catalog catalog = catalogs.current();
        return new ChannelsView(
                text,
                category,
                provider,
                catalog.categories().stream()
                        .limit(MOST_CHOICES)
                        .map(each -> new ChannelsView.Choice(each.id().value(), each.name()))
                        .toList(),
                catalog.providers().stream()
                        .map(each -> new ChannelsView.Choice(each.id().value(), each.name()))
                        .toList(),
                found.channels().stream()
                        .map(each -> row(visit.exchange(), each))
                        .toList(),
                new ChannelsView.Span(visit.offset(), found.channels().size(), ROWS, found.total()),
                "search=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&category=" + category + "&provider="
                        + provider);
    }

    /** Makes the first search quick. */
    void readAhead() {
        catalogs.readAhead(Part.LIVE);
    }

    private static int id(Visit visit, String name) {
        String text = visit.text(name);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    ChannelsView.Row row(Exchange exchange, ChannelListing listing) {
        Channel channel = listing.channel();
        return new ChannelsView.Row(
                channel.id().value(),
                channel.number() == 0 ? "" : String.valueOf(channel.number()),
                channel.name(),
                listing.categoryName(),
                pictures.of(channel)
                        .filter(path -> !path.startsWith("/logo/")
                                || channel(channel.id()).isPresent())
                        .map(path -> exchange.origin().path() + path)
                        .orElse(""),
                channel.guideId(),
                feeds(channel),
                state(listing),
                listing.hidden(),
                relays.onAir(channel.id()).isPresent());
    }

    private static String state(ChannelListing listing) {
        if (listing.mergedInto().isPresent()) {
            return "A feed of another";
        }
        return listing.hidden() ? "Hidden" : listing.playable() ? "" : "Cannot be played";
    }

    private String feeds(Channel channel) {
        List<String> providers = channel.feeds().stream()
                .map(Feed::provider)
                .distinct()
                .map(each ->
                        catalogs.current().provider(each).map(Provider::name).orElse("?"))
                .toList();
        String names = providers.stream().limit(3).collect(Collectors.joining(", "));
        return channel.feeds().size() > 1 ? names + " (" + channel.feeds().size() + " feeds)" : names;
    }

    ChannelView detail(Exchange exchange, ChannelListing listing, Instant now) {
        Channel channel = listing.channel();
        List<ChannelView.Feed> feeds = new ArrayList<>();
        for (FeedListing each : catalogs.feeds(channel.id())) {
            feeds.add(new ChannelView.Feed(
                    feeds.size() + 1,
                    each.feed().id().value(),
                    each.name(),
                    each.providerName(),
                    each.feed().kind().name().toLowerCase(Locale.ROOT),
                    host(each.feed().url()),
                    each.goneAt()
                            .map(then -> "gone from its list " + Words.ago(then, now))
                            .orElse(""),
                    each.channel().equals(channel.id()) ? 0 : each.channel().value()));
        }
        List<ChannelView.Show> next =
                guides.guide().next(links.places(channel), links.shift(channel), now, PROGRAMMES).stream()
                        .map(each -> new ChannelView.Show(
                                Words.time(each.start()),
                                each.title(),
                                !each.start().isAfter(now)))
                        .toList();
        return new ChannelView(
                row(exchange, listing),
                listing.playable() && !listing.hidden(),
                listing.hidden() ? "Hidden from players" : listing.playable() ? "Shown to players" : "Cannot be played",
                feeds,
                next,
                panel(channel.id()),
                listing.mergedInto().map(ChannelId::value).orElse(0),
                listing.mergedInto().flatMap(this::channel).map(Channel::name).orElse("another channel"));
    }

    /** How its stream does, if it is on air. */
    PanelView panel(ChannelId id) {
        Optional<OnAir> air = relays.onAir(id);
        if (air.isEmpty()) {
            return new PanelView("", "Not on air", "", "", "", "", List.of(), "", "", List.of());
        }
        Optional<Condition> condition = relays.condition(id);
        if (condition.isEmpty()) { // handed through as it is: nobody looks into it
            return new PanelView(
                    "is-good",
                    "Passed through",
                    "",
                    Words.rate(air.get().bitsPerSecond()),
                    "",
                    "",
                    List.of(),
                    "",
                    "",
                    List.of());
        }
        return Judgement.panel(air.get(), condition.get());
    }

    /** Not the whole address: it may hold a name and a password. */
    static String host(String address) {
        try {
            URI uri = URI.create(address);
            return Optional.ofNullable(uri.getHost())
                    .orElse(Optional.ofNullable(uri.getScheme()).orElse(""));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    Optional<Channel> channel(ChannelId id) {
        return catalogs.current().channel(id);
    }

    ChannelListing listing(ChannelId id) {
        return catalogs.listing(id);
    }

    ChannelListing edit(ChannelEdit edit) {
        return catalogs.edit(edit);
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
