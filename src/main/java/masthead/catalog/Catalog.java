package masthead.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** Each a slice of {@link #channels}: the channels of a category stand together. */
    private final Map<CategoryId, List<Channel>> byCategory;
    /** Ascending; {@link #byId} holds the channel of each at the same index. */
    private final int[] ids;

    private final Channel[] byId;
    private final Map<ProviderId, Provider> providers;
    private final Map<ProviderId, List<ProviderAccount>> accounts;
    private final List<Lineup> lineups;
    private final Offer offer;
    private final Optional<Catalog> whole;
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
            Map<ChannelId, ChannelId> merged) {}

    private final List<AccountState> states;

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
                channels,
                new Offer(categories, providers, new Accounts(List.of(), List.of()), List.of(), Map.of()));
    }

    /** The providers' accounts in the order they are tried, and what is known of them. */
    record Accounts(List<ProviderAccount> named, List<AccountState> states) {}

    /** As the other one, with all there is. */
    Catalog(long version, List<Channel> channels, Offer offer) {
        this(version, channels, offer, Optional.empty());
    }

    private Catalog(long version, List<Channel> channels, Offer offer, Optional<Catalog> whole) {
        List<Category> categories = offer.categories();
        this.offer = offer;
        this.whole = whole;
        this.lineups = List.copyOf(offer.lineups());
        this.version = version;
        Map<CategoryId, List<Channel>> groups = LinkedHashMap.newLinkedHashMap(categories.size());
        categories.forEach(each -> groups.put(each.id(), new ArrayList<>()));
        for (Channel each : channels) {
            List<Channel> group = groups.get(each.category());
            if (group == null) {
                throw new IllegalArgumentException("channel " + each.id() + " stands in no known category");
            }
            group.add(each);
        }
        List<Channel> ordered = new ArrayList<>(channels.size());
        groups.values().forEach(ordered::addAll);
        this.channels = Collections.unmodifiableList(ordered);
        this.categories = categories.stream()
                .filter(each -> !groups.getOrDefault(each.id(), List.of()).isEmpty())
                .toList();
        this.byCategory = slices(groups, this.channels);
        List<Playing> playing = playing(ordered, offer.merged());
        this.byId = playing.stream().map(Playing::channel).toArray(Channel[]::new);
        this.ids = playing.stream().mapToInt(Playing::id).toArray();
        for (int at = 1; at < ids.length; at++) {
            if (ids[at] == ids[at - 1]) {
                throw new IllegalArgumentException("channel " + ids[at] + " is there twice");
            }
        }
        this.providers = LinkedHashMap.newLinkedHashMap(offer.providers().size());
        offer.providers().forEach(each -> this.providers.put(each.id(), each));
        this.accounts = offer.accounts().named().stream().collect(Collectors.groupingBy(ProviderAccount::provider));
        this.states = List.copyOf(offer.accounts().states());
    }

    /** An id that players may ask for, and the channel they get. */
    private record Playing(int id, Channel channel) {}

    private static List<Playing> playing(List<Channel> channels, Map<ChannelId, ChannelId> merged) {
        List<Playing> playing = new ArrayList<>(channels.size() + merged.size());
        channels.forEach(each -> playing.add(new Playing(each.id().value(), each)));
        if (!merged.isEmpty()) {
            Map<ChannelId, Channel> known = HashMap.newHashMap(channels.size());
            channels.forEach(each -> known.put(each.id(), each));
            merged.forEach((id, into) -> {
                Channel channel = known.get(into);
                if (channel != null && !known.containsKey(id)) {
                    playing.add(new Playing(id.value(), channel));
                }
            });
        }
        playing.sort(Comparator.comparingInt(Playing::id));
        return playing;
    }

    private static Map<CategoryId, List<Channel>> slices(
            Map<CategoryId, List<Channel>> groups, List<Channel> channels) {
        Map<CategoryId, List<Channel>> slices = LinkedHashMap.newLinkedHashMap(groups.size());
        int from = 0;
        for (Map.Entry<CategoryId, List<Channel>> each : groups.entrySet()) {
            int until = from + each.getValue().size();
            slices.put(each.getKey(), channels.subList(from, until));
            from = until;
        }
        return slices;
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
        int at = Arrays.binarySearch(ids, id.value());
        return at < 0 ? Optional.empty() : Optional.of(byId[at]);
    }

    public List<Category> categories() {
        return categories;
    }

    public Optional<Category> category(CategoryId id) {
        return categories.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** The lineups there are, the oldest first. */
    public List<Lineup> lineups() {
        return lineups;
    }

    /** What a subscriber who was given {@code id} may see; one without a lineup sees everything. */
    public Lineup lineup(Optional<LineupId> id) {
        return id.isEmpty()
                ? Lineup.EVERYTHING
                : whole().lineups.stream()
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
        Catalog all = whole();
        if (lineup.holdsAll(Part.LIVE)) {
            return all;
        }
        List<Channel> held = all.channels.stream()
                .filter(each -> lineup.holds(Part.LIVE, each.category()))
                .toList();
        return new Catalog(all.version, held, all.offer, Optional.of(all));
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
        return states.stream()
                .filter(each -> each.provider().equals(id) && each.position() == position)
                .findFirst();
    }

    public Optional<Provider> provider(ProviderId id) {
        return Optional.ofNullable(providers.get(id));
    }
}
