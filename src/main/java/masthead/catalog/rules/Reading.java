package masthead.catalog.rules;

import java.util.Optional;
import masthead.format.names.Countries;
import masthead.format.names.DisplayName;
import masthead.format.names.ListedName;
import masthead.format.names.Quality;

/**
 * What presets need to know of a name in a list.
 *
 * @param bare the name without marks of quality
 * @param country what its category would be called; absent where it is not known
 * @param places the codes of its countries, with commas between; empty for unknown
 * @param key the same for all names of one channel; empty where a name says nothing
 * @param quality the better, the greater
 */
record Reading(String bare, String listed, Optional<String> country, String places, String key, int quality) {
    static Reading of(String name, String group, String guideId, String provider) {
        ListedName read = ListedName.of(name, group, guideId, provider);
        return new Reading(
                DisplayName.withoutQuality(name, read.name()),
                name,
                Countries.label(read.countries()),
                String.join(",", read.countries().stream().sorted().toList()),
                DisplayName.key(name, read.name()),
                Quality.of(name));
    }

    /** {@code text} without the country's code at its front. */
    static String withoutCountry(String text) {
        return DisplayName.withoutCountry(text);
    }
}
