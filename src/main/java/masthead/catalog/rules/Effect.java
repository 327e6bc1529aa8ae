package masthead.catalog.rules;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What rules would do with the catalog there is.
 *
 * @param channels how many were looked at
 * @param counts channels that the rules change, against what the lists say
 * @param news channels that would change for players, against what they see now
 * @param rules what came of each rule that is switched on, in order
 * @param samples some of those that would change for players, of each kind of change
 */
public record Effect(
        int channels,
        Map<Change, Integer> counts,
        Map<Change, Integer> news,
        List<RuleCount> rules,
        List<Sample> samples) {
    /** A kind of change. */
    public enum Change {
        RENAMED,
        REGROUPED,
        NUMBERED,
        HIDDEN,
        MOVED,
        MERGED
    }

    /**
     * @param fitting channels the rule is about
     * @param givenUp names in which its regular expression took too long
     */
    public record RuleCount(RuleTerms rule, int fitting, int givenUp) {}

    /** @param mergedInto the channel it is a feed of; 0 for none */
    public record State(String name, String group, int number, boolean hidden, int mergedInto) {
        static State of(Row.Look look) {
            return new State(look.name(), look.group(), look.number(), look.hidden(), look.mergedInto());
        }
    }

    public record Sample(int channel, State before, State after) {}

    /** Counts while it is looked through. */
    static final class Count {
        private final Map<Change, Integer> counts = new EnumMap<>(Change.class);

        Count() {
            for (Change each : Change.values()) {
                counts.put(each, 0);
            }
        }

        /** Whether this is among the first {@code most} of a kind of change. */
        boolean add(Row.Look before, Row.Look after, int most) {
            int few = 0;
            for (Change each : changes(before, after)) {
                few += counts.merge(each, 1, Integer::sum) <= most ? 1 : 0;
            }
            return few > 0;
        }

        private static List<Change> changes(Row.Look before, Row.Look after) {
            if (before.equals(after)) {
                return List.of();
            }
            List<Change> changes = new ArrayList<>();
            add(changes, Change.RENAMED, !before.name().equals(after.name()));
            add(changes, Change.REGROUPED, !before.group().equals(after.group()));
            add(changes, Change.NUMBERED, before.number() != after.number());
            add(changes, Change.HIDDEN, before.hidden() != after.hidden());
            add(changes, Change.MOVED, before.position() != after.position());
            add(changes, Change.MERGED, before.mergedInto() != after.mergedInto());
            return changes;
        }

        private static void add(List<Change> changes, Change change, boolean so) {
            if (so) {
                changes.add(change);
            }
        }

        Map<Change, Integer> counts() {
            return counts;
        }
    }
}
