package masthead.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Everything on offer at one version: immutable, safe to read from any thread.
 *
 * <p>Channels and categories stand in the order players see. A category is here only if a channel is in it, and every
 * channel's category is here. What subscribers of a lineup see of it is a catalog too, a view that has the channels in common with
 * the whole.
 */
public final class Catalog {
    private final long version;
    private final List<Channel> channels;
    private final List<Category> categories;
    private final Map<CategoryId, Category> named;
    /** Each a slice of {@link #channels}: the channels of a category stand together. */
    private final Map<CategoryId, List<Channel>> byCategory;

    private final Offer offer;
    private final Optional<Catalog> whole;
    private final PackedChannels packed;
    private final PlayingIds playing;
    private final Map<ProviderId, Provider> providers;
    private final Map<ProviderId, List<ProviderAccount>> accounts;
    private final Map<LineupId, Catalog> views = new ConcurrentHashMap<>();

    /**
     * What a catalog is made of.
     *
     * @param merged channels that are no channels of their own any more, and those they are feeds of
     */
    record Offer(
            List<Category> categories,
            List<Provider> providers,
            Accounts accounts,
            List<Lineup> lineups,
            MergedIds merged) {
        Offer {
            categories = List.copyOf(categories);
            providers = List.copyOf(providers);
            lineups = List.copyOf(lineups);
        }
    }

    /** The providers' accounts in the order they are tried, and what is known of them. */
    record Accounts(List<ProviderAccount> named, List<AccountState> states) {
        Accounts {
            named = List.copyOf(named);
            states = List.copyOf(states);
        }
    }

    /**
     * Arranges what is on offer.
     *
     * @param channels in the order they shall have inside their category
     * @param categories in the order players see; those without a channel are left out
     * @throws IllegalArgumentException if a channel's category is not among them, or an id is there twice
     */
    public Catalog(long version, List<Channel> channels, List<Category> categories, List<Provider> providers) {
        this(
                version,
                PackedChannels.of(byCategory(channels, categories)),
                new Offer(categories, providers, new Accounts(List.of(), List.of()), List.of(), new MergedIds()));
    }

    private static List<Channel> byCategory(List<Channel> channels, List<Category> categories) {
        Map<CategoryId, List<Channel>> groups = channels.stream().collect(Collectors.groupingBy(Channel::category));
        List<Channel> ordered = new ArrayList<>(channels.size());
        categories.forEach(each -> ordered.addAll(groups.getOrDefault(each.id(), List.of())));
        if (ordered.size() < channels.size()) {
            throw new IllegalArgumentException("a channel stands in no known category");
        }
        return ordered;
    }

    /**
     * As the other one, with all there is.
     *
     * @param channels those of a category together, and these in the order of {@code offer}
     */
    Catalog(long version, PackedChannels channels, Offer offer) {
        this.version = version;
        this.offer = offer;
        this.whole = Optional.empty();
        this.packed = channels;
        this.channels = channels;
        this.byCategory = slices(channels, offer.categories());
        this.categories = offer.categories().stream()
                .filter(each -> byCategory.containsKey(each.id()))
                .toList();
        this.named = named(categories);
        this.playing = new PlayingIds(channels, offer.merged());
        this.providers = LinkedHashMap.newLinkedHashMap(offer.providers().size());
        offer.providers().forEach(each -> this.providers.put(each.id(), each));
        this.accounts = offer.accounts().named().stream().collect(Collectors.groupingBy(ProviderAccount::provider));
    }

    private static Map<CategoryId, Category> named(List<Category> categories) {
        return categories.stream().collect(Collectors.toMap(Category::id, each -> each));
    }

    private static Map<CategoryId, List<Channel>> slices(PackedChannels channels, List<Category> categories) {
        Map<CategoryId, List<Channel>> slices = new HashMap<>();
        int from = 0;
        for (Category each : categories) {
            int until = from;
            while (until < channels.size()
                    && channels.category(until) == each.id().value()) {
                until++;
            }
            if (until > from) {
                slices.put(each.id(), channels.subList(from, until));
            }
            from = until;
        }
        if (from < channels.size()) {
            throw new IllegalArgumentException(
                    "channel " + channels.id(from) + " stands in no known category, or not in its place");
        }
        return slices;
    }

    /** What a subscriber of {@code lineup} sees of {@code all}: nothing is kept twice. */
    private Catalog(Catalog all, Lineup lineup) {
        this.version = all.version;
        this.offer = all.offer;
        this.whole = Optional.of(all);
        this.packed = all.packed;
        this.playing = all.playing;
        this.providers = all.providers;
        this.accounts = all.accounts;
        this.categories = all.categories.stream()
                .filter(each -> lineup.holds(Part.LIVE, each.id()))
                .toList();
        this.named = named(categories);
        this.byCategory = HashMap.newHashMap(categories.size());
        categories.forEach(each -> byCategory.put(each.id(), all.channels(each.id())));
        this.channels = new JoinedLists<>(
                categories.stream().map(each -> all.channels(each.id())).toList());
    }

    /** Grows by at least one with every change that players could see. */
    public long version() {
        return version;
    }

    /** Channels with at least one feed that can be played ({@link FeedKind#playable}), hidden ones left out. */
    public List<Channel> channels() {
        return channels;
    }

    /** The channels of one category; empty where there is no such category. */
    public List<Channel> channels(CategoryId category) {
        return byCategory.getOrDefault(category, List.of());
    }

    /**
     * The channel that plays under {@code id}: for one that was merged into another, that other one; ids of channels that players
     * keep go on so.
     */
    public Optional<Channel> channel(ChannelId id) {
        OptionalInt place = playing.place(id.value());
        return place.isPresent() && byCategory.containsKey(new CategoryId(packed.category(place.getAsInt())))
                ? Optional.of(packed.get(place.getAsInt()))
                : Optional.empty();
    }

    /** Where the channel of this very id stands among the {@link #channels} of the {@link #whole}. */
    public OptionalInt place(ChannelId id) {
        OptionalInt place = playing.place(id.value());
        return place.isPresent() && packed.id(place.getAsInt()) == id.value() ? place : OptionalInt.empty();
    }

    /** The {@link #place} of every channel of the {@link #whole}, by their ids: the oldest first. */
    public int[] places() {
        return playing.own();
    }

    /** The channels, as they are kept: the next catalog has most of them too. */
    PackedChannels packed() {
        return packed;
    }

    public List<Category> categories() {
        return categories;
    }

    public Optional<Category> category(CategoryId id) {
        return Optional.ofNullable(named.get(id));
    }

    /** The lineups there are, the oldest first. */
    public List<Lineup> lineups() {
        return offer.lineups();
    }

    /** What a subscriber who was given {@code id} may see; one without a lineup sees everything. */
    public Lineup lineup(Optional<LineupId> id) {
        return id.isEmpty()
                ? Lineup.EVERYTHING
                : offer.lineups().stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElse(Lineup.NOTHING);
    }

    /**
     * This catalog as a subscriber of {@code lineup} sees it: the same channels, in the same order, without the others. This one
     * itself where the lineup has all of it.
     */
    public Catalog seenBy(Optional<LineupId> lineup) {
        return lineup.isEmpty() ? this : whole().views.computeIfAbsent(lineup.get(), each -> view(lineup(lineup)));
    }

    private Catalog view(Lineup lineup) {
        return lineup.holdsAll(Part.LIVE) ? whole() : new Catalog(whole(), lineup);
    }

    /** The catalog that this one is a view of; itself if it is none. */
    public Catalog whole() {
        return whole.orElse(this);
    }

    /** All providers, the oldest first, also those without a channel. */
    public List<Provider> providers() {
        return List.copyOf(providers.values());
    }

    /** The accounts of a provider that were named, the main one among them if it was. */
    public List<ProviderAccount> accounts(ProviderId id) {
        return List.copyOf(accounts.getOrDefault(id, List.of()));
    }

    /** What a panel said of an account of its; it was asked at the last import, or later. */
    public Optional<AccountState> accountState(ProviderId id, int position) {
        return offer.accounts().states().stream()
                .filter(each -> each.provider().equals(id) && each.position() == position)
                .findFirst();
    }

    public Optional<Provider> provider(ProviderId id) {
        return Optional.ofNullable(providers.get(id));
    }
}
