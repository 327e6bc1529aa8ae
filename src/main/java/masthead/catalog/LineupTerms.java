package masthead.catalog;

import java.util.Optional;
import java.util.Set;

/**
 * What an operator says of a lineup.
 *
 * @param name up to 100 characters
 * @param categories absent: all of them, also those to come
 */
public record LineupTerms(String name, Set<Part> parts, Optional<Set<CategoryId>> categories) {
    /** @throws IllegalArgumentException if the name is blank, too long or holds a control character */
    public LineupTerms {
        name = name.strip();
        Plain.require("name", name, 100);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a lineup needs a name");
        }
        parts = Set.copyOf(parts);
        categories = categories.map(Set::copyOf);
    }
}
