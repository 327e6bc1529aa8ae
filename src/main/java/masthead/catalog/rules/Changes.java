package masthead.catalog.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import masthead.catalog.ChannelId;

/**
 * What a rule does with the channels it is about.
 *
 * @param rename the new name; {@code $1} to {@code $9} are groups of the regular expression that the name fits, {@code {name}} and
 *     {@code {group}} what was there
 * @param regroup the name of the category, with the same signs
 * @param number the first of them gets this number, the next the next that is free; a number once given stays
 * @param hide whether players see them: a later rule wins over an earlier one
 * @param place where they stand in their category
 * @param mergeInto the channel they become feeds of
 * @param mergeName as that, the channel that has this name by then, with the same signs; none: nothing happens
 */
public record Changes(
        Optional<String> rename,
        Optional<String> regroup,
        Optional<Integer> number,
        Optional<Boolean> hide,
        Optional<Place> place,
        Optional<ChannelId> mergeInto,
        Optional<String> mergeName) {
    private static final int LONGEST = 300;

    /** Where channels stand among the others of their category. */
    public enum Place {
        /** In front of the others. */
        FIRST,
        /** In front of the others, by their names. */
        NAME,
        /** Behind the others. */
        LAST;

        /** Its name for operators. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException if nothing is changed, or a value is out of bounds */
    public Changes {
        Stream.of(rename, regroup, mergeName).flatMap(Optional::stream).forEach(Changes::require);
        if (number.orElse(1) < 1 || number.orElse(1) > 1_000_000) {
            throw new IllegalArgumentException("a rule numbers from 1 to 1000000");
        }
        if (mergeInto.isPresent() && mergeName.isPresent()) {
            throw new IllegalArgumentException("a rule merges either into a channel or by a name");
        }
        if (Stream.of(rename, regroup, number, hide, place, mergeInto, mergeName)
                .allMatch(Optional::isEmpty)) {
            throw new IllegalArgumentException("a rule has to change something");
        }
    }

    private static void require(String text) {
        if (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a name or group has 1 to " + LONGEST + " characters, none of them a control character");
        }
    }
}
