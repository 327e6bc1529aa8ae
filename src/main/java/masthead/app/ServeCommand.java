package masthead.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import masthead.config.Origins;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code masthead serve}: runs until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs the server until Ctrl-C or SIGTERM.",
        footer = "Settings come from the command line, else the environment (MASTHEAD_HTTP_PORT=8080), else the file.")
final class ServeCommand implements Callable<Integer> {
    private static final String DATA = "MASTHEAD_DATA";
    private static final String CONFIG = "MASTHEAD_CONFIG";

    private final Map<String, String> environment;

    @Mixin
    ListenOptions listen = new ListenOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept; made if absent (else MASTHEAD_DATA, else ./data).")
    @Nullable
    Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "A YAML file of settings (else MASTHEAD_CONFIG).")
    @Nullable
    Path config;

    ServeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        Running.untilTheProcessEnds(() -> Running.start(origins(), folder()), () -> {});
        new CountDownLatch(1).await(); // the shutdown hook ends the process
        return 0;
    }

    Path folder() {
        return given(data, DATA).orElse(Path.of("data"));
    }

    Origins origins() {
        Map<String, String> settings = new HashMap<>(environment);
        settings.remove(DATA);
        settings.remove(CONFIG);
        return new Origins(listen.asSettings(), settings, given(config, CONFIG));
    }

    private Optional<Path> given(@Nullable Path option, String name) {
        return Optional.ofNullable(option)
                .or(() -> Optional.ofNullable(environment.get(name))
                        .filter(each -> !each.isBlank())
                        .map(Path::of));
    }
}
