package masthead.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import masthead.config.Origins;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where everything is kept and where settings are, for every command that needs them. */
final class FolderOptions {
    private static final String DATA = "MASTHEAD_DATA";
    private static final String CONFIG = "MASTHEAD_CONFIG";

    private final Map<String, String> environment;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept; made if absent (else MASTHEAD_DATA, else ./data).")
    @Nullable
    Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "A YAML file of settings (else MASTHEAD_CONFIG).")
    @Nullable
    Path config;

    FolderOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    Path folder() {
        return given(data, DATA).orElse(Path.of("data"));
    }

    /** @param flags settings that the command line gave */
    Origins origins(Map<String, String> flags) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.remove(DATA);
        settings.remove(CONFIG);
        return new Origins(flags, settings, given(config, CONFIG));
    }

    private Optional<Path> given(@Nullable Path option, String name) {
        return Optional.ofNullable(option)
                .or(() -> Optional.ofNullable(environment.get(name))
                        .filter(each -> !each.isBlank())
                        .map(Path::of));
    }
}
