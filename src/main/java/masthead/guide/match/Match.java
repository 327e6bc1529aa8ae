package masthead.guide.match;

import java.util.List;

/**
 * What a guide has for a channel: the best first, at most {@link Matcher#ALTERNATIVES}; never empty.
 *
 * @param certain whether the best may be applied without asking
 */
public record Match(boolean certain, List<Candidate> candidates) {
    public Match {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("a match has at least one candidate");
        }
    }

    public Candidate best() {
        return candidates.getFirst();
    }
}
