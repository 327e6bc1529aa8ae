package masthead.guide;

import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import masthead.catalog.Catalog;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;

/**
 * Which guide row every channel has. Immutable.
 *
 * <p>Channels of the same id that show the same programmes share a row, as XMLTV has each id once. Where they do not, for one
 * is shifted or was given another guide by hand, the oldest keeps the id and the others get one of their own. A channel whose
 * list names no id has one made of its number, which never changes.
 *
 * <p>There may be hundreds of thousands of channels: what is kept of one is whose row it has and where that one's programmes are. All
 * this goes by the channel's place in the catalog; rows are made when they are asked for.
 */
public final class GuideLineup {
    private final Catalog catalog;
    private final Shown shown;
    /** By the place of a channel: the place of the channel whose row it has, its own mostly. */
    private final int[] owners;
    /** Owners whose row cannot have the id in their list, for an older channel has it. */
    private final BitSet split = new BitSet();
    /** Owners whose made up id is another one's in some list: what they are called instead. */
    private final Map<Integer, String> renamed = new HashMap<>();

    private final String ids;

    /** What channels show, by their place: where, and how much later where that is any. */
    private record Shown(List<List<GuidePlace>> places, Map<Integer, Duration> shifts) {
        static Shown of(List<Channel> channels, GuideLinks links) {
            List<List<GuidePlace>> places = new ArrayList<>(channels.size());
            Map<Integer, Duration> shifts = new HashMap<>();
            for (Channel each : channels) {
                Duration shift = links.shift(each);
                if (!shift.isZero()) {
                    shifts.put(places.size(), shift);
                }
                places.add(List.copyOf(links.places(each)));
            }
            return new Shown(places, shifts);
        }

        Duration shift(int place) {
            return shifts.getOrDefault(place, Duration.ZERO);
        }

        boolean same(int one, int other) {
            return places.get(one).equals(places.get(other)) && shift(one).equals(shift(other));
        }
    }

    private GuideLineup(Catalog catalog, GuideLinks links) {
        this.catalog = catalog;
        this.shown = Shown.of(catalog.channels(), links);
        this.owners = new int[catalog.channels().size()];
        GuideIds named = new GuideIds(catalog.channels());
        for (int place : catalog.places()) { // the oldest first
            String own = catalog.channels().get(place).guideId();
            int first = own.isEmpty() ? place : named.first(own, place);
            boolean shares = shown.same(first, place);
            owners[place] = shares ? first : place;
            split.set(place, !shares);
        }
        this.ids = catalog.version() + "-" + Long.toHexString(rename(named));
    }

    static GuideLineup of(Catalog catalog, GuideLinks links) {
        return new GuideLineup(catalog.whole(), links);
    }

    /** Finds other ids for rows whose id is in a list already: it may use any, even one that looks like ours. Sums up all ids. */
    private long rename(GuideIds named) {
        long sum = 0;
        for (int place = 0; place < owners.length; place++) {
            Channel channel = catalog.channels().get(place);
            String id = id(
                    owners[place],
                    place == owners[place] ? channel : catalog.channels().get(owners[place]));
            if (place == owners[place] && (channel.guideId().isEmpty() || split.get(place)) && named.has(id)) {
                while (named.has(id)) {
                    id += "_";
                }
                renamed.put(place, id);
            }
            sum += channel.id().value() * 1_000_003L + id.hashCode();
        }
        return sum;
    }

    private String id(int owner, Channel channel) {
        String other = renamed.get(owner);
        if (other != null) {
            return other;
        }
        String own = channel.guideId();
        if (own.isEmpty()) {
            return channel.id() + ".masthead";
        }
        return split.get(owner) ? own + "." + channel.id() : own;
    }

    /** The row of a channel; absent for one that is not in the catalog. */
    public Optional<GuideRow> row(ChannelId channel) {
        OptionalInt place = catalog.place(channel);
        return place.isEmpty() ? Optional.empty() : Optional.of(row(owners[place.getAsInt()]));
    }

    private GuideRow row(int owner) {
        Channel channel = catalog.channels().get(owner);
        return new GuideRow(id(owner, channel), channel, shown.places().get(owner), shown.shift(owner));
    }

    /** The id players know a channel's row by; empty for a channel that is not in the catalog. */
    public String id(ChannelId channel) {
        OptionalInt place = catalog.place(channel);
        if (place.isEmpty()) {
            return "";
        }
        int owner = owners[place.getAsInt()];
        return id(owner, catalog.channels().get(owner));
    }

    /** Every row once, in the catalog's order. */
    public Collection<GuideRow> rows() {
        return rows(catalog);
    }

    /** The rows of a catalog's view, each once and under the name of the first channel of the view that has it. */
    public Collection<GuideRow> rows(Catalog view) {
        boolean whole = view == view.whole();
        int[] firsts = firsts(view);
        return new AbstractList<>() {
            @Override
            public GuideRow get(int at) {
                GuideRow row = row(owners[firsts[at]]);
                return whole
                        ? row
                        : new GuideRow(row.id(), catalog.channels().get(firsts[at]), row.places(), row.shift());
            }

            @Override
            public int size() {
                return firsts.length;
            }
        };
    }

    /** The places of the channels of a view, in its order, of each row the first. */
    private int[] firsts(Catalog view) {
        BitSet seen = new BitSet();
        int[] firsts = new int[view.channels().size()];
        int found = 0;
        for (Channel each : view.channels()) {
            OptionalInt place = catalog.place(each.id());
            if (place.isPresent() && !seen.get(owners[place.getAsInt()])) {
                seen.set(owners[place.getAsInt()]);
                firsts[found++] = place.getAsInt();
            }
        }
        return Arrays.copyOf(firsts, found);
    }

    /** Another one where a channel or its id differs. */
    public String ids() {
        return ids;
    }
}
