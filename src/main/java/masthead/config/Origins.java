package masthead.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from, the strongest first.
 *
 * @param flags by key, from the command line
 * @param environment the process environment; only names that begin with {@code MASTHEAD_} are looked at
 * @param file a YAML file
 */
public record Origins(Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
    /** Nothing but the defaults. */
    public static final Origins NONE = new Origins(Map.of(), Map.of(), Optional.empty());

    public Origins {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
    }
}
