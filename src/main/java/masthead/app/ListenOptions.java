package masthead.app;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that are settings: what every command that listens takes. */
final class ListenOptions {
    @Option(names = "--host", paramLabel = "ADDRESS", description = "The address to listen on (http.host).")
    @Nullable
    String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port to listen on (http.port); 0 takes any free one.")
    @Nullable
    String port;

    @Option(
            names = {"--set", "-D"},
            paramLabel = "KEY=VALUE",
            description = "Any setting; see docs/5-reference/settings.md.")
    Map<String, String> settings = new HashMap<>();

    /** Settings by key; the option wins over {@code --set}. */
    Map<String, String> asSettings() {
        Map<String, String> all = new HashMap<>(settings);
        if (host != null) {
            all.put("http.host", host);
        }
        if (port != null) {
            all.put("http.port", port);
        }
        return all;
    }
}
