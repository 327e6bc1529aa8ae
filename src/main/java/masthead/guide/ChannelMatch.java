package masthead.guide;

import java.time.Duration;
import java.util.List;
import masthead.catalog.Channel;
import masthead.guide.match.Candidate;

/**
 * What is matched to one channel, as operators see it.
 *
 * @param group the name of its category
 * @param byHand whether anything of it was decided by hand, for it or for one of its name and country
 * @param none whether it was decided that it has no guide at all
 * @param places in the order in which guides are asked
 * @param suggestions what nobody decided yet
 */
public record ChannelMatch(
        Channel channel,
        String group,
        boolean byHand,
        boolean none,
        Duration shift,
        List<Place> places,
        List<Suggestion> suggestions) {
    public ChannelMatch {
        places = List.copyOf(places);
        suggestions = List.copyOf(suggestions);
    }

    /** One word for where a channel stands. */
    public enum State {
        /** There is a guide for it, without a doubt. */
        APPLIED,
        /** There may be one: somebody has to say. */
        SUGGESTED,
        /** There is nothing. */
        NONE,
        /** Somebody decided. */
        BY_HAND
    }

    public State state() {
        if (byHand && (none || places.stream().anyMatch(Place::byHand) || suggestions.isEmpty())) {
            return State.BY_HAND;
        }
        if (!places.isEmpty()) {
            return State.APPLIED;
        }
        return suggestions.isEmpty() ? State.NONE : State.SUGGESTED;
    }

    /**
     * Where its programmes are.
     *
     * @param score 1 for what was set by hand
     */
    public record Place(GuidePlace place, boolean byHand, double score, String explanation) {}

    /** Where its programmes may be in one guide: the best first, never empty. */
    public record Suggestion(GuideSourceId source, List<Candidate> candidates) {
        public Suggestion {
            candidates = List.copyOf(candidates);
        }

        public Candidate best() {
            return candidates.getFirst();
        }
    }
}
