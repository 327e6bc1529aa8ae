package masthead.headend;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a list brings, or brought.
 *
 * @param total all of it
 * @param categories by the group in the list, or in the last one for what is gone; those with most changes first
 * @param categoriesLeftOut how many more groups there are
 * @param samples some entries of each sort, the first in the list
 * @param skipped entries that could not be used, by reason
 */
public record ImportReport(
        EntryCounts total,
        List<Category> categories,
        int categoriesLeftOut,
        Map<Sort, List<Sample>> samples,
        Map<String, Integer> skipped) {
    /** What samples are of. */
    public enum Sort {
        NEW,
        CHANGED,
        MOVED,
        GONE,
        RETURNED
    }

    /** One group's part; {@code name} is empty for entries without a group. */
    public record Category(String name, EntryCounts counts) {}

    /** One entry: as it is in the list, and as it was, which may be the same. */
    public record Sample(String name, String group, String oldName, String oldGroup) {}

    static final ImportReport NOTHING = new ImportReport(EntryCounts.NONE, List.of(), 0, Map.of(), Map.of());

    public ImportReport {
        categories = List.copyOf(categories);
        Map<Sort, List<Sample>> copies = new EnumMap<>(Sort.class);
        samples.forEach((sort, some) -> copies.put(sort, List.copyOf(some)));
        samples = Map.copyOf(copies);
        skipped = Map.copyOf(skipped);
    }

    /** Entries of a sort, as many as were kept. */
    public List<Sample> samples(Sort sort) {
        return samples.getOrDefault(sort, List.of());
    }
}
