package masthead.catalog;

import java.util.Optional;

/**
 * What an operator looks for among movies or series, in the order of their names; absent means "any".
 *
 * @param part {@link Part#MOVIES} or {@link Part#SERIES}
 * @param text part of a name, without regard to case and accents
 * @param from where in the order to begin
 * @param limit how many to tell at most, 1 to 200
 */
public record TitleSearch(
        Part part,
        Optional<String> text,
        Optional<CategoryId> category,
        Optional<ProviderId> provider,
        From from,
        int limit) {
    /** A place in the order of names: beside a title, so that the last page is found as fast as the first. */
    public sealed interface From {
        record Start() implements From {}

        record After(ChannelId title) implements From {}

        record Before(ChannelId title) implements From {}
    }

    /** @throws IllegalArgumentException if it is not of movies or series, or the limit is out of bounds */
    public TitleSearch {
        if (part == Part.LIVE) {
            throw new IllegalArgumentException("live channels are in the catalog");
        }
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("the limit is 1 to 200: " + limit);
        }
    }
}
