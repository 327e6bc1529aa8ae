package masthead.guide;

import java.util.List;
import masthead.catalog.Channel;

/**
 * The ids that channels name, and who was first to be asked of with each. Not thread-safe; used once.
 *
 * <p>A table of places, for ids themselves would take more than the channels do: where two fall together it goes on at the next.
 */
final class GuideIds {
    private final List<Channel> channels;
    /** One more than a place; 0 is nobody. */
    private final int[] firsts;

    private final int[] hashes;

    GuideIds(List<Channel> channels) {
        this.channels = channels;
        int size = Integer.highestOneBit(Math.max(8, channels.size())) * 4;
        this.firsts = new int[size];
        this.hashes = new int[size];
    }

    /** The place that was first with {@code id}: {@code place} if nobody was. */
    int first(String id, int place) {
        int at = slot(id);
        if (firsts[at] == 0) {
            firsts[at] = place + 1;
            hashes[at] = id.hashCode();
        }
        return firsts[at] - 1;
    }

    /** Whether anybody was. */
    boolean has(String id) {
        return firsts[slot(id)] != 0;
    }

    private int slot(String id) {
        int hash = id.hashCode();
        int at = (hash * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(firsts.length - 1);
        while (firsts[at] != 0
                && (hashes[at] != hash
                        || !channels.get(firsts[at] - 1).guideId().equals(id))) {
            at = (at + 1) & (firsts.length - 1);
        }
        return at;
    }
}
