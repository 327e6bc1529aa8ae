package masthead.catalog.rules;

import java.util.Optional;
import java.util.Set;
import masthead.catalog.FeedKind;
import masthead.catalog.ProviderId;

/**
 * Which channels a rule is about: those that fit all of it.
 *
 * @param name of the channel, as it is by then or as the list has it
 * @param group likewise
 * @param providers any where there are none
 * @param kinds any of the live ones where there are none; movies and series only where they are named
 */
public record Conditions(
        Optional<TextTest> name, Optional<TextTest> group, Set<ProviderId> providers, Set<FeedKind> kinds) {
    /** @throws IllegalArgumentException if it names episodes, which follow their series */
    public Conditions {
        providers = Set.copyOf(providers);
        kinds = Set.copyOf(kinds);
        if (kinds.contains(FeedKind.EPISODE)) {
            throw new IllegalArgumentException("rules look at series, not at their episodes");
        }
    }
}
