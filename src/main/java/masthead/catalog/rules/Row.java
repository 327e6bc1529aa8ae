package masthead.catalog.rules;

import java.util.Optional;
import masthead.catalog.FeedKind;

/**
 * A channel as it is kept.
 *
 * @param listed what its list says
 * @param source the provider it comes from; 0 where that is gone
 * @param gone whether it is missing in its list
 * @param own what the operator says
 * @param shape what rules said the last time
 * @param folded the name players see, folded, as it is kept for searches
 */
record Row(int id, Listed listed, int source, boolean gone, Own own, Shape shape, String folded) {
    /** @param group empty where it has none */
    record Listed(String name, String group, FeedKind kind, String guideId, int number, int position) {}

    /**
     * @param shown whether it is to be seen whatever rules say
     * @param feeds whether he gave it feeds of his own choice
     * @param mergedInto 0 for into none, absent where rules decide
     */
    record Own(
            Optional<String> name,
            Optional<String> group,
            Optional<Integer> number,
            boolean hidden,
            boolean shown,
            boolean feeds,
            Optional<Integer> mergedInto) {
        static final Own NOTHING =
                new Own(Optional.empty(), Optional.empty(), Optional.empty(), false, false, false, Optional.empty());
    }

    /** What players see of it if rules say {@code said}. */
    Look look(Shape said) {
        return new Look(
                own.name.or(said::name).orElse(listed.name),
                own.group.or(said::group).orElse(listed.group),
                own.number.or(said::number).orElse(listed.number),
                own.hidden || (!own.shown && said.hidden().orElse(false)),
                said.position().orElse(listed.position),
                said.mergedInto());
    }

    /** As players see it. */
    record Look(String name, String group, int number, boolean hidden, int position, int mergedInto) {}
}
