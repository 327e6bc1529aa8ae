package masthead.config;

import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Collects what was written, origin by origin, and every problem with it. An empty value is one that was not given. */
final class Gathering {
    private static final int LARGEST_FILE = 1 << 20;
    /** What Kubernetes adds to the environment where a service is named masthead; not meant for us. */
    private static final Pattern KUBERNETES =
            Pattern.compile("MASTHEAD_(SERVICE_(HOST|PORT(_.*)?)|PORT|PORT_\\d+_(TCP|UDP|SCTP)(_.*)?)");

    private final Map<String, Setting> byKey;
    private final Map<String, Setting> byEnvironment;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> writers = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    Gathering(Collection<Setting> known) {
        byKey = known.stream().collect(Collectors.toMap(Setting::key, Function.identity()));
        byEnvironment = known.stream().collect(Collectors.toMap(Setting::environment, Function.identity()));
    }

    /**
     * What was written, by key.
     *
     * @throws SettingsException if any of it cannot be used
     */
    Map<String, String> gather(Origins origins) {
        origins.file().ifPresent(this::file);
        new TreeMap<>(origins.environment()).forEach((name, value) -> {
            if (name.startsWith("MASTHEAD_") && !ofKubernetes(name, value)) {
                take(byEnvironment, name, value, "the environment");
            }
        });
        new TreeMap<>(origins.flags()).forEach((key, value) -> take(byKey, key, value, "the command line"));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return values;
    }

    /** Who wrote what was gathered, by key. */
    Map<String, String> writers() {
        return writers;
    }

    private static boolean ofKubernetes(String name, String value) {
        return KUBERNETES.matcher(name).matches() && (!name.equals("MASTHEAD_PORT") || value.contains("://"));
    }

    private void file(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                problems.add(file + ": larger than a settings file can be (1 MiB)");
                return;
            }
            // Its toString quotes the text, and the text may hold passwords: only where it went wrong is told.
            new TreeMap<>(new YamlConfigSource(file.toString(), Files.readString(file)).getProperties())
                    .forEach((key, value) -> take(byKey, key, value, file.toString()));
        } catch (IOException e) {
            problems.add(file + ": cannot be read: "
                    + (Files.exists(file) ? e.getClass().getSimpleName() : "there is no such file"));
        } catch (RuntimeException e) {
            problems.add(file + ": not YAML" + place(e)
                    + "; write lines such as 'http:' and, indented by two, 'port: 8000'");
        }
    }

    private static String place(Throwable e) {
        return Pattern.compile("line (\\d+)")
                .matcher(String.valueOf(e.getMessage()))
                .results()
                .findFirst()
                .map(found -> " (line " + found.group(1) + ")")
                .orElse("");
    }

    private void take(Map<String, Setting> known, String name, String value, String origin) {
        Setting setting = known.get(name);
        if (setting == null) {
            problems.add(name + " in " + origin + ": there is no such setting"
                    + Nearest.to(name, known.keySet())
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(""));
        } else if (!value.isBlank()) {
            String written = setting.secret() ? value : value.strip();
            values.put(setting.key(), written);
            writers.put(setting.key(), origin);
            if (!setting.accepts(written)) {
                problems.add(name + " in " + origin + ": '" + (setting.secret() ? "***" : written)
                        + "' cannot be used; write " + setting.allowed());
            }
        }
    }
}
