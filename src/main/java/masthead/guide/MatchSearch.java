package masthead.guide;

import java.util.Optional;

/**
 * Which matches an operator looks for.
 *
 * @param state absent means any
 * @param text part of a channel's name, without regard to case and accents; empty means any
 * @param offset how many to skip
 * @param limit how many to tell at most
 */
public record MatchSearch(Optional<ChannelMatch.State> state, String text, int offset, int limit) {
    /** @throws IllegalArgumentException if offset or limit is negative */
    public MatchSearch {
        if (offset < 0 || limit < 0) {
            throw new IllegalArgumentException("there are no pages before the first: " + offset + ", " + limit);
        }
    }
}
