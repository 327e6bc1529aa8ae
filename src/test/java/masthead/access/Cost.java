package masthead.access;

import java.util.HashMap;
import java.util.Map;
import masthead.studio.TestSettings;

/** Settings of logins, as declared but for what a hash costs. */
final class Cost {
    /** Hashes that cost next to nothing. */
    static final AccessSettings CHEAP = settings("64KiB", "1", Map.of());

    /** As {@link #CHEAP}, with three wrong logins allowed before an address is slowed. */
    static final AccessSettings CHEAP_AND_STRICT = settings("64KiB", "1", Map.of("access.failure-burst", "3"));

    /** Hashes that take long enough for a queue to build up. */
    static final AccessSettings DEAR = settings("19MiB", "2", Map.of());

    private Cost() {}

    private static AccessSettings settings(String memory, String iterations, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("access.hash-memory", memory);
        values.put("access.hash-iterations", iterations);
        return TestSettings.of(AccessSettings.class, values);
    }
}
