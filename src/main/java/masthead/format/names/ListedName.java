package masthead.format.names;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A channel of a list taken apart, with all that its list says of it.
 *
 * @param idName the name in the guide id that its list names; empty where there is none in it
 * @param countries what is known of its country: by its name, else by that id, else by its group or provider
 */
public record ListedName(ReadName name, Optional<ReadName> idName, Set<String> countries) {
    /**
     * @param group the category or the list's group; may be empty
     * @param guideId the guide id its list names; may be empty
     * @param provider the name of the provider it comes from; may be empty
     */
    public static ListedName of(String name, String group, String guideId, String provider) {
        Optional<ReadName> idName = IdReader.read(guideId);
        Set<String> grouped = Countries.hint(group);
        Set<String> hint = grouped.isEmpty() ? Countries.hint(provider) : grouped;
        Set<String> said = idName.map(ReadName::countries).orElse(Set.of());
        ReadName read = NameReader.read(name, said.isEmpty() ? hint : said);
        Set<String> countries = !read.countries().isEmpty() ? read.countries() : !said.isEmpty() ? said : hint;
        return new ListedName(read, idName, narrowed(countries, said, grouped));
    }

    /** "AR" may be Argentina or Arabic; an id or a group that says which of them is believed. */
    private static Set<String> narrowed(Set<String> countries, Set<String> said, Set<String> group) {
        for (Set<String> other : List.of(said, group)) {
            Set<String> both = new LinkedHashSet<>(countries);
            both.retainAll(other);
            if (countries.size() > 1 && !both.isEmpty()) {
                return both;
            }
        }
        return countries;
    }
}
