package masthead.catalog;

import java.util.Arrays;
import java.util.OptionalInt;

/** The ids that players may ask for, those of merged channels too, and the place of the channel that each plays. Immutable. */
final class PlayingIds {
    /** Ascending; {@link #places} holds the place of each at the same index. */
    private final int[] ids;

    private final int[] places;
    /** Places too: those of channels under their own ids. */
    private final int[] own;

    /** @throws IllegalArgumentException if an id is there twice */
    PlayingIds(PackedChannels channels, MergedIds merged) {
        long[] own = new long[channels.size()];
        for (int place = 0; place < own.length; place++) {
            own[place] = pair(channels.id(place), place);
        }
        Arrays.sort(own);
        for (int at = 1; at < own.length; at++) {
            if (id(own[at]) == id(own[at - 1])) {
                throw new IllegalArgumentException("channel " + id(own[at]) + " is there twice");
            }
        }
        this.own = Arrays.stream(own).mapToInt(PlayingIds::place).toArray();
        long[] all = Arrays.copyOf(own, own.length + merged.size());
        int length = own.length;
        for (int at = 0; at < merged.size(); at++) {
            int target = find(own, merged.into(at));
            if (target >= 0 && find(own, merged.merged(at)) < 0) {
                all[length++] = pair(merged.merged(at), place(own[target]));
            }
        }
        Arrays.sort(all, 0, length);
        this.ids = new int[length];
        this.places = new int[length];
        for (int at = 0; at < length; at++) {
            ids[at] = id(all[at]);
            places[at] = place(all[at]);
        }
    }

    /** Where the channel stands that plays under {@code id}. */
    OptionalInt place(int id) {
        int at = Arrays.binarySearch(ids, id);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(places[at]);
    }

    /** The places of all channels, by their own ids. */
    int[] own() {
        return own.clone();
    }

    /** So that they sort by id. */
    private static long pair(int id, int place) {
        return ((long) id << Integer.SIZE) | place;
    }

    private static int id(long pair) {
        return (int) (pair >>> Integer.SIZE);
    }

    private static int place(long pair) {
        return (int) pair;
    }

    /** The index of the pair of {@code id}; negative where there is none. */
    private static int find(long[] pairs, int id) {
        int at = Arrays.binarySearch(pairs, pair(id, 0));
        int from = at < 0 ? -at - 1 : at;
        return from < pairs.length && id(pairs[from]) == id ? from : -1;
    }
}
