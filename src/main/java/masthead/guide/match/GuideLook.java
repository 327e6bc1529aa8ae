package masthead.guide.match;

import java.util.List;

/**
 * What is known of one channel of a guide.
 *
 * @param id as the guide writes it
 * @param names its display names; may be empty
 * @param icon an address; may be empty
 */
public record GuideLook(String id, List<String> names, String icon) {
    public GuideLook {
        names = List.copyOf(names);
    }
}
