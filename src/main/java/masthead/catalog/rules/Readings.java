package masthead.catalog.rules;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names that were read, so that the next pass need not read them again. Safe on any thread; forgets all when it is full. */
final class Readings {
    private static final int MOST = 200_000;

    private record Asked(String name, String group, String guideId, String provider) {}

    private final Map<Asked, Reading> known = new ConcurrentHashMap<>();

    Reading of(Row.Listed listed, String provider) {
        if (known.size() >= MOST) {
            known.clear();
        }
        return known.computeIfAbsent(
                new Asked(listed.name(), listed.group(), listed.guideId(), provider),
                each -> Reading.of(each.name, each.group, each.guideId, each.provider));
    }

    /** Of a name alone, as a rule or the operator made it. */
    Reading of(String name) {
        return known.computeIfAbsent(
                new Asked(name, "", "", ""), each -> Reading.of(each.name, each.group, each.guideId, each.provider));
    }
}
