package masthead.format.xmltv;

import java.util.List;

/**
 * A channel that a guide says something about.
 *
 * @param id what its programmes call it, case-sensitive; never empty
 * @param names as people call it, the best first, each once; may be empty
 * @param icon the address of its logo, or empty
 */
public record XmltvChannel(String id, List<String> names, String icon) implements XmltvItem {
    public XmltvChannel {
        names = List.copyOf(names);
    }
}
