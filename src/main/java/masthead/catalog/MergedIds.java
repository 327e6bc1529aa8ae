package masthead.catalog;

import java.util.Arrays;

/** Channels that were merged into others, by their ids: most of a large catalog may be. Not thread-safe while it is added to. */
final class MergedIds {
    private int[] pairs = new int[0];
    private int length;

    void add(int merged, int into) {
        if (length == pairs.length) {
            pairs = Arrays.copyOf(pairs, Math.max(64, length * 2));
        }
        pairs[length++] = merged;
        pairs[length++] = into;
    }

    int size() {
        return length / 2;
    }

    int merged(int at) {
        return pairs[2 * at];
    }

    int into(int at) {
        return pairs[2 * at + 1];
    }
}
