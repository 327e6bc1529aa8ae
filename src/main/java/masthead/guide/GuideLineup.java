package masthead.guide;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import masthead.catalog.Catalog;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;

/**
 * Which guide row every channel has. Immutable.
 *
 * <p>Channels of the same id that show the same programmes share a row, as XMLTV has each id once. Where they do not, for one
 * is shifted or was given another guide by hand, the oldest keeps the id and the others get one of their own. A channel whose
 * list names no id has one made of its number, which never changes.
 */
public final class GuideLineup {
    /** What a channel shows. */
    private record Shown(List<GuidePlace> places, Duration shift) {}

    private final Map<ChannelId, GuideRow> byChannel;
    private final Map<String, GuideRow> byId;
    private final String ids;

    private GuideLineup(Map<ChannelId, GuideRow> byChannel, Map<String, GuideRow> byId, String ids) {
        this.byChannel = byChannel;
        this.byId = byId;
        this.ids = ids;
    }

    static GuideLineup of(Catalog catalog, GuideLinks links) {
        Set<String> named = catalog.channels().stream().map(Channel::guideId).collect(Collectors.toSet());
        Map<String, GuideRow> byId = new HashMap<>();
        Map<ChannelId, GuideRow> byChannel = new HashMap<>();
        catalog.channels().stream()
                .sorted(Comparator.comparingInt(each -> each.id().value()))
                .forEach(channel -> {
                    Shown shown = new Shown(links.places(channel), links.shift(channel));
                    byChannel.put(channel.id(), row(channel, shown, named, byId));
                });
        Map<String, GuideRow> inOrder = new LinkedHashMap<>();
        for (Channel each : catalog.channels()) {
            GuideRow row = byChannel.get(each.id());
            if (row != null) {
                inOrder.putIfAbsent(row.id(), row);
            }
        }
        long sum = byChannel.entrySet().stream()
                .mapToLong(each -> each.getKey().value() * 1_000_003L
                        + each.getValue().id().hashCode())
                .sum();
        return new GuideLineup(byChannel, inOrder, catalog.version() + "-" + Long.toHexString(sum));
    }

    private static GuideRow row(Channel channel, Shown shown, Set<String> named, Map<String, GuideRow> byId) {
        String own = channel.guideId();
        if (!own.isEmpty()) {
            GuideRow first = byId.computeIfAbsent(own, id -> new GuideRow(id, channel, shown.places(), shown.shift()));
            if (shown.equals(new Shown(first.places(), first.shift()))) {
                return first;
            }
        }
        String id = unused(own.isEmpty() ? channel.id() + ".masthead" : own + "." + channel.id(), named);
        GuideRow row = new GuideRow(id, channel, shown.places(), shown.shift());
        byId.put(id, row);
        return row;
    }

    /** A list may use any id, even one that looks like ours. */
    private static String unused(String id, Set<String> named) {
        String free = id;
        while (named.contains(free)) {
            free += "_";
        }
        return free;
    }

    /** The row of a channel; absent for one that is not in the catalog. */
    public Optional<GuideRow> row(ChannelId channel) {
        return Optional.ofNullable(byChannel.get(channel));
    }

    /** The id players know a channel's row by; empty for a channel that is not in the catalog. */
    public String id(ChannelId channel) {
        return row(channel).map(GuideRow::id).orElse("");
    }

    /** Every row once, in the catalog's order. */
    public Collection<GuideRow> rows() {
        return byId.values();
    }

    /** The rows of a catalog's view, each once and under the name of the first channel of the view that has it. */
    public Collection<GuideRow> rows(Catalog view) {
        if (view == view.whole()) {
            return rows();
        }
        Map<String, GuideRow> rows = new LinkedHashMap<>();
        for (Channel each : view.channels()) {
            row(each.id())
                    .ifPresent(
                            row -> rows.putIfAbsent(row.id(), new GuideRow(row.id(), each, row.places(), row.shift())));
        }
        return rows.values();
    }

    /** Another one where a channel or its id differs. */
    public String ids() {
        return ids;
    }
}
