package masthead.guide;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import masthead.catalog.Catalog;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;

/**
 * Where every channel on offer stands, so that nobody has to look at all of them to find some: a byte and an id each. Immutable.
 *
 * @param of what it was made of; made anew where any of it is another
 */
@SuppressWarnings({"ArrayRecordComponent", "EnumOrdinal"}) // never compared, and never stored
record MatchStates(Of of, int[] ids, byte[] states) {
    /** All that decides where channels stand. Compared by identity: each is another object once it says something else. */
    record Of(Catalog catalog, Findings findings, Decisions decisions, List<GuideSourceId> order) {
        @SuppressWarnings("ReferenceEquality")
        boolean same(Of other) {
            return catalog == other.catalog
                    && findings == other.findings
                    && decisions == other.decisions
                    && order.equals(other.order);
        }
    }

    static MatchStates of(Of of, Function<Channel, ChannelMatch.State> state) {
        List<Channel> channels = of.catalog().channels();
        int[] ids = new int[channels.size()];
        byte[] states = new byte[ids.length];
        int at = 0;
        for (Channel each : channels) {
            ids[at] = each.id().value();
            states[at++] = (byte) state.apply(each).ordinal();
        }
        return new MatchStates(of, ids, states);
    }

    /** What was found: the ids of those asked for, and how many there are in all. */
    record Hits(List<ChannelId> ids, int total) {}

    /** @param named the ids of the channels whose name fits; absent where any does */
    Hits find(MatchSearch search, Optional<BitSet> named) {
        List<ChannelId> page = new ArrayList<>();
        int wanted = search.state().map(Enum::ordinal).orElse(-1);
        int total = 0;
        for (int at = 0; at < ids.length; at++) {
            if ((wanted < 0 || states[at] == wanted)
                    && (named.isEmpty() || named.get().get(ids[at]))) {
                if (total >= search.offset() && page.size() < search.limit()) {
                    page.add(new ChannelId(ids[at]));
                }
                total++;
            }
        }
        return new Hits(page, total);
    }
}
