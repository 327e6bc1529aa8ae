package masthead.guide.match;

import java.util.Optional;
import java.util.Set;
import masthead.format.names.ListedName;
import masthead.format.names.ReadName;

/**
 * A channel taken apart, as it is asked for: once for all guides.
 *
 * @param idName the name in the id that its list names; empty where there is none in it
 * @param countries what is known of its country: by its name, else by that id, else by its group or provider
 */
public record Asked(ChannelLook look, ReadName name, Optional<ReadName> idName, Set<String> countries) {
    public static Asked of(ChannelLook look) {
        ListedName read = ListedName.of(look.name(), look.group(), look.guideId(), look.provider());
        return new Asked(look, read.name(), read.idName(), read.countries());
    }

    String idWords() {
        return look.guideId().isBlank() ? "no id in the list; " : "id differs; ";
    }
}
