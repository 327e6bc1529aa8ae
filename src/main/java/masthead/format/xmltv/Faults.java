package masthead.format.xmltv;

import java.util.EnumMap;
import java.util.Map;

/** Counts faults. Not thread-safe. */
final class Faults {
    private final Map<XmltvFault, Long> counts = new EnumMap<>(XmltvFault.class);

    void count(XmltvFault fault) {
        counts.merge(fault, 1L, Long::sum);
    }

    /** Those that there were, with their number. */
    Map<XmltvFault, Long> counted() {
        return new EnumMap<>(counts);
    }
}
