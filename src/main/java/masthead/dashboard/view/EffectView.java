package masthead.dashboard.view;

import java.util.List;
import java.util.Map;

/**
 * What rules would change for players.
 *
 * @param note what there is to say first: how many channels it is about, or why nothing can be said
 * @param counts how many channels change, by what changes
 * @param samples some of them
 * @param wrong what is wrong with fields of the form beside it, by their names; empty for those that are right
 */
public record EffectView(String note, List<Count> counts, List<Sample> samples, Map<String, String> wrong) {
    /** So many channels change so. */
    public record Count(String what, String channels) {}

    /** A channel before and after. */
    public record Sample(int id, List<Part> before, List<Part> after) {}

    /**
     * A part of what players see of it.
     *
     * @param differs whether it is another one than on the other side
     */
    public record Part(String text, boolean differs) {}
}
