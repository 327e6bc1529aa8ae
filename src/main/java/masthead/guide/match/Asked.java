package masthead.guide.match;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A channel taken apart, as it is asked for: once for all guides.
 *
 * @param idName the name in the id that its list names; empty where there is none in it
 * @param countries what is known of its country: by its name, else by that id, else by its group or provider
 */
public record Asked(ChannelLook look, ReadName name, Optional<ReadName> idName, Set<String> countries) {
    public static Asked of(ChannelLook look) {
        Optional<ReadName> idName = IdReader.read(look.guideId());
        Set<String> group = Countries.hint(look.group());
        Set<String> hint = group.isEmpty() ? Countries.hint(look.provider()) : group;
        Set<String> said = idName.map(ReadName::countries).orElse(Set.of());
        ReadName name = NameReader.read(look.name(), said.isEmpty() ? hint : said);
        Set<String> countries = !name.countries().isEmpty() ? name.countries() : !said.isEmpty() ? said : hint;
        return new Asked(look, name, idName, narrowed(countries, said, group));
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

    String idWords() {
        return look.guideId().isBlank() ? "no id in the list; " : "id differs; ";
    }
}
