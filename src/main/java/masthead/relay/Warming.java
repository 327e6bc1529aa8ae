package masthead.relay;

import io.prometheus.metrics.core.metrics.Counter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import masthead.catalog.Catalog;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.Feed;
import masthead.catalog.FeedKind;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import masthead.metrics.Metrics;

/**
 * Chooses the channels to bring on air before anybody asks for them: the neighbours, in their category, of what is watched.
 *
 * <p>Nobody may suffer for it: a provider keeps a connection free, the memory of rings has room for one more channel after
 * it, and there is a limit to all of them together. One call at a time; the lock is held for a look at what is on air.
 */
final class Warming {
    private final RelayRoom room;
    private final Map<ChannelId, Relay> relays;
    /** Brought on air here, and watched by nobody when last looked at. */
    private final Set<ChannelId> warmed = new HashSet<>();

    private final Counter begun;
    private volatile Optional<Catalog> catalog = Optional.empty();

    Warming(RelayRoom room, Map<ChannelId, Relay> relays, Metrics metrics) {
        this.room = room;
        this.relays = relays;
        begun = metrics.counter(
                "masthead_relays_warmed_total", "Channels brought on air because a neighbour of theirs is watched.");
    }

    boolean wanted() {
        return room.settings().warmNeighbours() > 0;
    }

    /** What is on offer now. */
    void follow(Catalog current) {
        catalog = Optional.of(current);
    }

    /** Hands those neighbours of {@code watched} to {@code start} that may go on air now. */
    synchronized void around(Channel watched, Consumer<Channel> start) {
        List<OnAir> onAir = relays.values().stream().map(Relay::seen).toList();
        warmed.retainAll(onAir.stream()
                .filter(each -> each.viewers().isEmpty())
                .map(OnAir::channel)
                .toList());
        for (Channel each : neighbours(watched)) {
            if (!relays.containsKey(each.id()) && mayBegin(each, onAir)) {
                start.accept(each);
                warmed.add(each.id());
                begun.inc();
            }
        }
    }

    /** The next one first, and round at the ends, as players zap. */
    private List<Channel> neighbours(Channel watched) {
        List<Channel> list =
                catalog.map(each -> each.channels(watched.category())).orElse(List.of());
        List<Channel> chosen = new ArrayList<>();
        for (int at = 0; at < list.size(); at++) {
            if (list.get(at).id().equals(watched.id())) {
                chosen.add(list.get((at + 1) % list.size()));
                chosen.add(list.get((at + list.size() - 1) % list.size()));
                break;
            }
        }
        return chosen.stream()
                .distinct()
                .limit(room.settings().warmNeighbours())
                .toList();
    }

    private boolean mayBegin(Channel channel, List<OnAir> onAir) {
        return warmed.size() < room.settings().warmMost()
                && relays.size() + 1 < room.settings().maxChannels()
                && room.budget().hasRoomFor(2 * room.settings().ringSize().bytes())
                && slotToSpare(channel, onAir);
    }

    /** Whether its first feed's provider has a connection free after it, counting those that are about to be taken. */
    private boolean slotToSpare(Channel channel, List<OnAir> onAir) {
        Optional<Feed> feed = first(channel);
        if (feed.isEmpty() || feed.get().kind() == FeedKind.CARD) {
            return feed.isPresent();
        }
        if (feed.get().kind() == FeedKind.ACESTREAM) {
            return false; // peers would send in vain, and an engine has few sessions
        }
        ProviderId provider = feed.get().provider();
        int most = catalog.flatMap(each -> each.provider(provider))
                .map(Provider::maxConnections)
                .orElse(1);
        long opening = relays.keySet().stream()
                .filter(each -> onAir.stream()
                        .noneMatch(
                                one -> one.channel().equals(each) && one.feed().isPresent()))
                .flatMap(each -> catalog.flatMap(all -> all.channel(each)).stream())
                .filter(each -> first(each).map(Feed::provider).equals(Optional.of(provider)))
                .count();
        return most == 0 || room.slots().held(provider) + opening + 2 <= most;
    }

    private static Optional<Feed> first(Channel channel) {
        return channel.feeds().stream().filter(each -> each.kind().playable()).findFirst();
    }
}
