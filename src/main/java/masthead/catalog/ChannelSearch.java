package masthead.catalog;

import java.util.Optional;

/**
 * What an operator looks for; absent means "any".
 *
 * @param text part of a name, without regard to case and accents
 * @param offset how many to skip
 * @param limit how many to tell at most, 1 to 1000
 * @param part live channels, movies, or series with their episodes
 */
public record ChannelSearch(
        Optional<String> text,
        Optional<CategoryId> category,
        Optional<ProviderId> provider,
        int offset,
        int limit,
        Optional<Part> part) {
    /** One for channels of all parts. */
    public ChannelSearch(
            Optional<String> text,
            Optional<CategoryId> category,
            Optional<ProviderId> provider,
            int offset,
            int limit) {
        this(text, category, provider, offset, limit, Optional.empty());
    }

    /** @throws IllegalArgumentException if offset or limit is out of bounds, telling which */
    public ChannelSearch {
        if (offset < 0) {
            throw new IllegalArgumentException("the offset cannot be negative: " + offset);
        }
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("the limit is 1 to 1000: " + limit);
        }
    }
}
