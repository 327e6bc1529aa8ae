package masthead.catalog.rules;

import java.util.Optional;

/**
 * What presets and rules say of a channel; absent is what they say nothing of.
 *
 * @param group the name of a category
 * @param mergedInto the id of the channel it is a feed of; 0 for a channel of its own
 * @param mergePosition the place of its own feeds among those of all that are one channel with it
 */
record Shape(
        Optional<String> name,
        Optional<String> group,
        Optional<Integer> number,
        Optional<Boolean> hidden,
        Optional<Integer> position,
        int mergedInto,
        int mergePosition) {
    static final Shape NONE =
            new Shape(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 0);
}
