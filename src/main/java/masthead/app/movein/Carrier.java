package masthead.app.movein;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import masthead.app.movein.Belongings.GuideLink;
import masthead.app.movein.Belongings.GuideSource;
import masthead.app.movein.Belongings.Login;
import masthead.app.movein.Belongings.Original;
import masthead.app.movein.Belongings.Placed;
import masthead.app.movein.Belongings.Seen;
import masthead.app.movein.Belongings.Source;
import masthead.catalog.Channel;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedId;
import masthead.catalog.FeedListing;
import masthead.catalog.FeedOrder;
import masthead.catalog.FeedPage;
import masthead.catalog.FeedSearch;
import masthead.catalog.NewProvider;
import masthead.catalog.Provider;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.catalog.Upkeep;
import masthead.format.packed.Unpacked;
import masthead.guide.GuideOutcome;
import masthead.guide.GuidePlace;
import masthead.guide.GuideSourceId;
import masthead.guide.GuideTerms;
import masthead.guide.GuideTiming;

/**
 * One program's belongings on their way in; see {@link MovingIn} for what stays as it is. Used once, by one thread.
 */
final class Carrier {
    private static final Duration GUIDE_REFRESH = Duration.ofHours(12);
    private static final int PAGE = 1000;
    private static final int LONGEST_ID = 300;

    private final Belongings belongings;
    private final House house;
    private final PrintWriter out;
    private final Map<String, ProviderId> providers = new HashMap<>();
    private final Map<String, GuideSourceId> guides = new HashMap<>();
    private final Map<String, FeedListing> byUrl = new HashMap<>();
    private final Map<String, FeedListing> byName = new HashMap<>();
    /** Names that several feeds have. */
    private final Set<String> common = new LinkedHashSet<>();

    private final List<String> lost = new ArrayList<>();

    /** Tells what it does on {@code out}. */
    Carrier(Belongings belongings, House house, PrintWriter out) {
        this.belongings = belongings;
        this.house = house;
        this.out = out;
    }

    /** Returns what got lost on the way. */
    List<String> carry() {
        belongings.sources().forEach(this::source);
        belongings.guides().forEach(this::guide);
        if (!belongings.channels().isEmpty()) {
            channels();
        }
        return lost;
    }

    private void source(Source source) {
        try {
            Optional<Provider> known = house.catalogs().current().providers().stream()
                    .filter(each -> same(each, source))
                    .findFirst();
            Provider provider = known.orElseGet(() -> added(source));
            providers.put(source.key(), provider.id());
            String outcome = known.isPresent() && provider.importedAt().isPresent()
                    ? "is there already and stays as it is"
                    : imported(provider, source);
            out.println("  " + MovingIn.kind(source) + " \"" + source.name() + "\" " + outcome);
            feeds(source.key(), provider.id());
        } catch (IllegalArgumentException e) {
            lost.add(MovingIn.kind(source) + " \"" + source.name() + "\": " + e.getMessage());
        }
        out.flush();
    }

    private boolean same(Provider provider, Source source) {
        return source.url().isEmpty()
                ? provider.url().isEmpty() && provider.name().equals(source.name())
                : provider.url().equals(source.url())
                        && provider.kind() == source.kind()
                        && accountOf(provider, source);
    }

    private boolean accountOf(Provider provider, Source source) {
        return source.logins().isEmpty()
                || house.catalogs().current().accounts(provider.id()).stream()
                        .anyMatch(each -> each.username()
                                .equals(source.logins().getFirst().username()));
    }

    private Provider added(Source source) {
        int main = source.logins().isEmpty()
                ? source.manners().maxConnections()
                : Math.max(
                        source.logins().getFirst().maxConnections(),
                        source.manners().maxConnections());
        Map<String, String> options = source.manners().mirrors().isEmpty() || source.kind() != ProviderKind.XTREAM
                ? Map.of()
                : Map.of("mirrors", String.join(" ", source.manners().mirrors()));
        Provider provider = house.catalogs()
                .add(new NewProvider(
                        source.name(),
                        source.kind(),
                        source.url(),
                        main,
                        source.manners().userAgent(),
                        new Reach(source.manners().headers(), Optional.empty(), Optional.empty(), Optional.empty()),
                        new Upkeep(
                                options,
                                source.url().isEmpty()
                                        ? Optional.empty()
                                        : source.manners().refresh())));
        int position = 0;
        for (Login each : source.logins()) {
            house.catalogs()
                    .put(new ProviderAccount(
                            provider.id(), position++, each.username(), each.password(), each.maxConnections()));
        }
        return provider;
    }

    /** From the copy that was brought along if there is one: it is what the channels were made of. */
    private String imported(Provider provider, Source source) {
        Optional<Bundle.Entry> copy = source.list().entry();
        if (copy.isEmpty()) {
            house.imports().run(provider.id());
            return told(provider);
        }
        try (InputStream list = Unpacked.of(copy.get().open())) {
            house.imports().take(provider.id(), list);
            return told(provider);
        } catch (IOException e) {
            return "is added; its copy cannot be read: " + e.getMessage();
        }
    }

    private String told(Provider provider) {
        return "is added. " + house.imports().lastOutcome(provider.id()).orElse("");
    }

    /** Remembers the feeds of a source by what its channels call them. */
    private void feeds(String key, ProviderId provider) {
        int offset = 0;
        FeedPage page;
        do {
            page = house.catalogs().search(new FeedSearch(Optional.empty(), Optional.of(provider), offset, PAGE));
            for (FeedListing each : page.feeds()) {
                byUrl.putIfAbsent(each.feed().url(), each);
                byName.putIfAbsent(named(key, each.name(), each.group()), each);
                if (byName.putIfAbsent(named(key, each.name()), each) != null) {
                    common.add(named(key, each.name()));
                }
            }
            offset += PAGE;
        } while (offset < page.total());
    }

    private static String named(String... parts) {
        return String.join("\n", parts);
    }

    private Optional<FeedListing> feed(Original original) {
        FeedListing found = byUrl.get(original.url());
        if (found == null) {
            found = byName.get(named(original.source(), original.name(), original.group()));
        }
        String name = named(original.source(), original.name());
        return Optional.ofNullable(found == null && !common.contains(name) ? byName.get(name) : found);
    }

    private void guide(GuideSource guide) {
        Optional<masthead.guide.GuideSource> known = house.guides().sources().current().stream()
                .filter(each -> guide.url().isEmpty()
                        ? each.terms().name().equals(guide.name())
                        : each.terms().url().equals(guide.url()))
                .findFirst();
        GuideSourceId id = known.orElseGet(() -> house.guides()
                        .sources()
                        .add(new GuideTerms(
                                guide.name(),
                                guide.url(),
                                new GuideTiming(
                                        guide.url().isEmpty() ? Optional.empty() : Optional.of(GUIDE_REFRESH),
                                        Duration.ZERO,
                                        ZoneId.of("UTC")))))
                .id();
        guides.put(guide.key(), id);
        String outcome = "is there already and stays as it is";
        if (known.isEmpty()) {
            outcome = "is added"
                    + guide.document().entry().map(copy -> read(id, copy)).orElse("; it is read soon");
        }
        out.println("  guide \"" + guide.name() + "\" " + outcome);
        out.flush();
    }

    private String read(GuideSourceId id, Bundle.Entry copy) {
        try (InputStream document = Unpacked.of(copy.open())) {
            return ". " + GuideOutcome.sentence(house.guides().imports().take(id, document));
        } catch (IOException e) {
            return "; its copy cannot be read: " + e.getMessage();
        }
    }

    private void channels() {
        Map<ChannelId, ChannelEdit> edits = new LinkedHashMap<>();
        Map<ChannelId, FeedOrder> orders = new LinkedHashMap<>();
        Map<ChannelId, GuidePlace> places = new LinkedHashMap<>();
        int missing = 0;
        for (Placed each : belongings.channels()) {
            Optional<FeedListing> found = feed(each.original());
            if (found.isEmpty()) {
                missing++;
                continue;
            }
            FeedListing feed = found.get();
            Channel channel = house.catalogs().listing(feed.channel()).channel();
            edit(channel, feed, each).ifPresent(edit -> edits.putIfAbsent(channel.id(), edit));
            order(channel, feed, each).ifPresent(order -> orders.putIfAbsent(channel.id(), order));
            place(each).ifPresent(place -> places.putIfAbsent(channel.id(), place));
        }
        house.catalogs().editAll(edits.values(), orders.values());
        int linked = link(places);
        out.println("  " + edits.size() + " channels edited, " + orders.size() + " given spare feeds, " + linked
                + " linked to a guide");
        if (missing > 0) {
            lost.add(missing + " channels that are not in their lists any more");
        }
    }

    /** Only what is still as the list has it, so that no edit made here is lost. */
    private Optional<ChannelEdit> edit(Channel channel, FeedListing feed, Placed placed) {
        Seen seen = placed.seen();
        boolean renamed = !seen.name().isEmpty()
                && !seen.name().equals(feed.name())
                && channel.name().equals(feed.name());
        String category = house.catalogs().listing(channel.id()).categoryName();
        boolean moved = !seen.group().isEmpty()
                && !seen.group().equals(feed.group())
                && (category.equals(feed.group()) || feed.group().isEmpty());
        boolean numbered = seen.number() > 0 && channel.number() == 0;
        boolean pictured = channel.logo().isEmpty() && seen.logo().matches("(?i)https?://.{1,1900}");
        boolean identified = channel.guideId().isEmpty() && placed.guide().isPresent();
        if (!renamed && !moved && !numbered && !pictured && !identified && !seen.hidden()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ChannelEdit(
                    channel.id(),
                    Optional.of(seen.name()).filter(name -> renamed),
                    Optional.of(seen.group()).filter(group -> moved),
                    Optional.of(seen.number()).filter(number -> numbered),
                    Optional.of(seen.logo()).filter(logo -> pictured),
                    placed.guide().map(GuideLink::id).filter(id -> identified),
                    Optional.of(true).filter(hidden -> seen.hidden()),
                    Optional.empty()));
        } catch (IllegalArgumentException e) {
            lost.add("channel \"" + feed.name() + "\": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<FeedOrder> order(Channel channel, FeedListing own, Placed placed) {
        Set<FeedId> feeds = new LinkedHashSet<>();
        feeds.add(own.feed().id());
        placed.spares()
                .forEach(each ->
                        feed(each).ifPresent(spare -> feeds.add(spare.feed().id())));
        return feeds.size() > 1
                ? Optional.of(
                        new FeedOrder(channel.id(), feeds.stream().limit(50).toList()))
                : Optional.empty();
    }

    private Optional<GuidePlace> place(Placed placed) {
        return placed.guide()
                .filter(link -> link.id().length() <= LONGEST_ID)
                .flatMap(link ->
                        Optional.ofNullable(guides.get(link.guide())).map(guide -> new GuidePlace(guide, link.id())));
    }

    /** Decisions by hand: they win over what is matched. A hidden channel has none. */
    private int link(Map<ChannelId, GuidePlace> places) {
        int linked = 0;
        for (Map.Entry<ChannelId, GuidePlace> each : places.entrySet()) {
            if (house.catalogs().current().channel(each.getKey()).isPresent()) {
                house.matching().set(each.getKey(), each.getValue());
                linked++;
            }
        }
        return linked;
    }
}
