package masthead.catalog;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Beginnings that many addresses share, a host and its folders, each kept once and known by a number. Not thread-safe.
 *
 * <p>One is taken up when it is met for the second time, so that a list whose addresses share nothing costs nothing here; number 0 is
 * the empty one.
 */
final class Beginnings {
    private static final int MOST = 1 << 14;
    /** Shorter ones are not worth a number. */
    private static final int SHORTEST = 8;
    /** How many folders up one is looked for. */
    private static final int DEEPEST = 4;

    private static final int MET = 1 << 16;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final BitSet used = new BitSet();
    /** What was met once, by hash: two that fall together cost a few bytes. */
    private final int[] met = new int[MET];

    /** @param known those of the catalog before, by number; they keep their numbers */
    Beginnings(String[] known) {
        for (String each : known) {
            add(each);
        }
        if (texts.isEmpty()) {
            add("");
        }
    }

    /** The number of the longest one that is known of {@code address}. */
    int of(String address) {
        int end = address.lastIndexOf('/') + 1;
        for (int depth = 0; depth < DEEPEST && end >= SHORTEST; depth++) {
            String beginning = address.substring(0, end);
            Integer number = numbers.get(beginning);
            if (number != null || (metBefore(beginning) && texts.size() < MOST)) {
                int known = number == null ? add(beginning) : number;
                used.set(known);
                return known;
            }
            end = address.lastIndexOf('/', end - 2) + 1;
        }
        return 0;
    }

    String text(int number) {
        return texts.get(number);
    }

    private int add(String beginning) {
        texts.add(beginning);
        numbers.put(beginning, texts.size() - 1);
        return texts.size() - 1;
    }

    private boolean metBefore(String beginning) {
        int hash = beginning.hashCode();
        int at = (hash ^ (hash >>> 16)) & (MET - 1);
        boolean before = met[at] == hash;
        met[at] = hash;
        return before;
    }

    /** All of them, by number. */
    String[] texts() {
        return texts.toArray(String[]::new);
    }

    /** Whether so many of them are not met any more that it is time to begin anew. */
    boolean stale() {
        return texts.size() > MOST / 4 && used.cardinality() < texts.size() / 2;
    }
}
