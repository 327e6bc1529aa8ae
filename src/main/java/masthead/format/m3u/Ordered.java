package masthead.format.m3u;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Unchangeable copies of maps that keep their order, which {@link Map#copyOf} does not. */
final class Ordered {
    private Ordered() {}

    static Map<String, String> copy(Map<String, String> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
