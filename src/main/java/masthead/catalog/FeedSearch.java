package masthead.catalog;

import java.util.Optional;

/**
 * Which feeds an operator looks for; absent means "any". Those that are gone are not found.
 *
 * @param text part of the feed's name or of its channel's, without regard to case
 * @param offset how many to skip
 * @param limit how many to tell at most, 1 to 1000
 */
public record FeedSearch(Optional<String> text, Optional<ProviderId> provider, int offset, int limit) {
    /** @throws IllegalArgumentException if offset or limit is out of bounds, telling which */
    public FeedSearch {
        if (offset < 0) {
            throw new IllegalArgumentException("the offset cannot be negative: " + offset);
        }
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("the limit is 1 to 1000: " + limit);
        }
    }
}
