package masthead.catalog.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Finds which channels are one channel, and in which order their feeds are tried.
 *
 * <p>The operator's word comes first, then what rules say of a channel, then the preset's: all of one name and country. Of these the
 * one that was the channel before stays it, even while it is missing in its list, because players know its id; else it is the
 * one with the lowest id. What is hidden is not merged by its name, nor is a channel to which the operator gave feeds merged into
 * another by anybody but him.
 */
final class Merging {
    private static final int LONGEST_CHAIN = 10;

    private final List<Draft> drafts;
    private final Function<Draft, String> key;
    private final ToIntFunction<Draft> quality;
    private final Map<Integer, Draft> byId = new HashMap<>();
    /** Whom each channel was told to be a feed of. */
    private final Map<Integer, Integer> told = new HashMap<>();
    /** Those that were merged by their name: of these the best feed is the first, whoever is the channel. */
    private final Set<Integer> byName = new HashSet<>();

    Merging(List<Draft> drafts, Function<Draft, String> key, ToIntFunction<Draft> quality) {
        this.drafts = drafts;
        this.key = key;
        this.quality = quality;
    }

    /** Who is merged, and into whom; gives all concerned the place of their feeds. */
    Map<Integer, Integer> into() {
        if (drafts.stream().allMatch(Merging::alone)) {
            return Map.of();
        }
        drafts.forEach(each -> byId.put(each.row.id(), each));
        tell();
        mergeByName();
        Map<Integer, Integer> into = new HashMap<>();
        told.keySet().forEach(each -> end(each).ifPresent(target -> into.put(each, target)));
        order(into);
        return into;
    }

    private static boolean alone(Draft draft) {
        return draft.reading == null
                && draft.target == 0
                && draft.targetName.isEmpty()
                && draft.row.own().mergedInto().isEmpty();
    }

    private static boolean byHand(Draft draft) {
        return draft.row.own().mergedInto().isPresent() || draft.row.own().feeds();
    }

    private void tell() {
        Map<String, Integer> names = new HashMap<>();
        if (drafts.stream().anyMatch(each -> !each.targetName.isEmpty())) {
            drafts.stream()
                    .filter(each -> each.targetName.isEmpty() && !each.row.gone())
                    .forEach(each -> names.putIfAbsent(each.foldedName(), each.row.id()));
        }
        for (Draft each : drafts) {
            int id = each.row.id();
            int target = byHand(each)
                    ? each.row.own().mergedInto().orElse(0)
                    : each.target > 0 ? each.target : names.getOrDefault(each.targetName, 0);
            if (target > 0 && target != id && byId.containsKey(target)) {
                told.put(id, target);
            }
        }
    }

    // ---- by name ----

    private void mergeByName() {
        Set<Integer> leading = new HashSet<>();
        drafts.forEach(each -> leading.add(each.row.shape().mergedInto()));
        Map<String, List<Draft>> named = new LinkedHashMap<>();
        for (Draft each : drafts) {
            boolean free = each.row.own().mergedInto().isEmpty() && !told.containsKey(each.row.id()) && !each.hidden();
            String name = free ? key.apply(each) : "";
            if (!name.isEmpty()) {
                named.computeIfAbsent(name, _ -> new ArrayList<>(2)).add(each);
            }
        }
        named.values().stream().filter(each -> each.size() > 1).forEach(each -> mergeByName(each, leading));
    }

    private void mergeByName(List<Draft> same, Set<Integer> leading) {
        Draft leader = same.stream()
                .min(Comparator.<Draft>comparingInt(each -> leading.contains(each.row.id()) ? 0 : 1)
                        .thenComparingInt(each -> each.row.gone() ? 1 : 0)
                        .thenComparingInt(each -> each.row.own().feeds() ? 0 : 1)
                        .thenComparingInt(each -> each.row.id()))
                .orElseThrow();
        for (Draft each : same) {
            if (each == leader || !each.row.own().feeds()) {
                byName.add(each.row.id());
            }
            if (each != leader && !each.row.own().feeds()) {
                told.put(each.row.id(), leader.row.id());
            }
        }
    }

    // ---- all together ----

    /** Where a channel ends that is merged into one that is merged itself; nowhere if they go in a circle. */
    private Optional<Integer> end(int id) {
        int at = id;
        for (int step = 0; step < LONGEST_CHAIN; step++) {
            Integer next = told.get(at);
            if (next == null) {
                return at == id ? Optional.empty() : Optional.of(at);
            }
            at = next;
        }
        return Optional.empty();
    }

    private void order(Map<Integer, Integer> into) {
        Map<Integer, List<Draft>> members = new HashMap<>();
        into.forEach((id, target) -> members.computeIfAbsent(target, each -> new ArrayList<>(List.of(byId.get(each))))
                .add(byId.get(id)));
        members.forEach((leader, those) -> {
            boolean named = those.stream().anyMatch(each -> each.row.id() != leader && byName.contains(each.row.id()));
            those.sort(Comparator.<Draft>comparingInt(each -> rank(each, leader, named))
                    .thenComparing(Comparator.comparingInt(quality).reversed())
                    .thenComparingInt(each -> each.row.id() == leader ? 0 : 1)
                    .thenComparingInt(each -> each.row.id()));
            for (int at = 0; at < those.size(); at++) {
                those.get(at).mergePosition = at;
            }
        });
    }

    /** Those of one name first; where there are none, the channel's own feeds. */
    private int rank(Draft draft, int leader, boolean named) {
        boolean first = named ? byName.contains(draft.row.id()) : draft.row.id() == leader;
        return first ? 0 : 1;
    }
}
