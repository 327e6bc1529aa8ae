package masthead.catalog;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What of all that is on offer a subscriber sees.
 *
 * @param id absent for the two that are not kept: {@link #EVERYTHING} and {@link #NOTHING}
 * @param categories absent: all of them, also those to come
 */
public record Lineup(Optional<LineupId> id, String name, Set<Part> parts, Optional<Set<CategoryId>> categories) {
    /** Of a subscriber who was given none. */
    public static final Lineup EVERYTHING =
            new Lineup(Optional.empty(), "Everything", EnumSet.allOf(Part.class), Optional.empty());

    /** Of a subscriber whose lineup is not there: better no channel than one he may not see. */
    public static final Lineup NOTHING = new Lineup(Optional.empty(), "Nothing", Set.of(), Optional.of(Set.of()));

    public Lineup {
        parts = Collections.unmodifiableSet(parts.isEmpty() ? EnumSet.noneOf(Part.class) : EnumSet.copyOf(parts));
        categories = categories.map(Set::copyOf);
    }

    /** Whether it has what stands in {@code category} of {@code part}. */
    public boolean holds(Part part, CategoryId category) {
        return parts.contains(part)
                && categories.map(all -> all.contains(category)).orElse(true);
    }

    /** Whether it has all of {@code part}. */
    public boolean holdsAll(Part part) {
        return parts.contains(part) && categories.isEmpty();
    }
}
