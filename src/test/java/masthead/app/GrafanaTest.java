package masthead.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import masthead.config.Origins;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The dashboard file for Grafana against the numbers of a running server, and those against Prometheus' conventions. */
@SuppressWarnings("NullAway.Init") // set before all
class GrafanaTest {
    private static final Path FILE = Path.of("packaging/grafana/masthead.json");
    private static final Pattern NAME = Pattern.compile("\\b(?:masthead|jvm|process)_[a-z0-9_]+");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[^}]*})? .*");

    @TempDir
    static Path folder;

    private static String page;
    private static Map<?, ?> board;

    @BeforeAll
    static void ask() throws IOException {
        Origins origins = new Origins(
                Map.of("http.port", "0", "http.host", "127.0.0.1", "operator.password", "hunter2"),
                Map.of(),
                Optional.empty());
        try (Running running = Running.start(origins, folder.resolve("data"))) {
            String address = "http://127.0.0.1:" + running.masthead().port();
            get(address + "/live/admin/wrong/1.ts"); // plays are refused for reasons that are not known before
            page = get(address + "/metrics");
        }
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(FILE))) {
            json.nextToken();
            board = (Map<?, ?>) value(json);
        }
    }

    @AfterAll
    static void forget() {
        page = "";
        board = Map.of();
    }

    private static String get(String address) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Objects as maps, arrays as lists, the rest as text. */
    private static Object value(JsonParser json) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> members = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                members.put(name, value(json));
            }
            return members;
        }
        if (json.currentToken() == JsonToken.START_ARRAY) {
            List<Object> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(json));
            }
            return items;
        }
        return String.valueOf(json.getString());
    }

    private static Object member(Map<?, ?> of, String name) {
        return Objects.requireNonNull(of.get(name), name);
    }

    private static List<Map<?, ?>> maps(Object list) {
        return ((List<?>) list)
                .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }

    private static List<Map<?, ?>> panels() {
        return maps(member(board, "panels"));
    }

    private static List<Map<?, ?>> drawn() {
        return panels().stream()
                .filter(each -> !"row".equals(member(each, "type")))
                .toList();
    }

    private static Stream<String> expressions() {
        return drawn().stream()
                .flatMap(panel -> maps(member(panel, "targets")).stream())
                .map(target -> String.valueOf(member(target, "expr")));
    }

    /** Names of samples on the page, each with the labels its samples have. */
    private static Map<String, Set<String>> samples() {
        Map<String, Set<String>> samples = new LinkedHashMap<>();
        page.lines().filter(line -> !line.startsWith("#")).map(SAMPLE::matcher).forEach(sample -> {
            assertThat(sample.matches()).isTrue();
            Set<String> labels = samples.computeIfAbsent(sample.group(1), _ -> new HashSet<>());
            Pattern.compile("([a-z_]+)=\"")
                    .matcher(Optional.ofNullable(sample.group(2)).orElse(""))
                    .results()
                    .forEach(label -> labels.add(label.group(1)));
        });
        return samples;
    }

    @Test
    void every_number_it_asks_for_is_one_that_a_server_tells_with_those_labels() {
        Map<String, Set<String>> told = samples();
        assertThat(expressions()).hasSizeGreaterThan(60).allSatisfy(expression -> {
            List<String> names =
                    NAME.matcher(expression).results().map(MatchResult::group).toList();
            assertThat(names).as(expression).isNotEmpty();
            assertThat(told.keySet()).as(expression).containsAll(names);
            Pattern.compile("by \\(([^)]*)\\)")
                    .matcher(expression)
                    .results()
                    .flatMap(by -> Stream.of(by.group(1).split(", ")))
                    .forEach(label -> assertThat(names)
                            .as(expression)
                            .allSatisfy(name -> assertThat(told.get(name)).contains(label)));
        });
    }

    @Test
    void every_panel_asks_the_chosen_source_of_the_chosen_instances_and_says_its_unit() {
        assertThat(drawn()).hasSizeGreaterThan(30).allSatisfy(panel -> {
            assertThat(member(panel, "datasource")).isEqualTo(Map.of("type", "prometheus", "uid", "${datasource}"));
            assertThat(maps(member(panel, "targets"))).isNotEmpty();
            assertThat((Map<?, ?>) member((Map<?, ?>) member(panel, "fieldConfig"), "defaults"))
                    .as("%s", member(panel, "title"))
                    .satisfies(defaults -> assertThat(member(defaults, "unit")).isNotNull());
        });
        assertThat(expressions())
                .allMatch(each -> NAME.matcher(each).results().count()
                        == Pattern.compile("\\{instance=~\"\\$instance\"[,}]")
                                .matcher(each)
                                .results()
                                .count());
        assertThat(maps(member((Map<?, ?>) member(board, "templating"), "list")).stream()
                        .<Object>map(each -> member(each, "name") + " " + member(each, "type")))
                .containsExactly("datasource datasource", "instance query");
    }

    @Test
    void it_has_a_row_for_every_subject_and_no_two_panels_in_one_place() {
        assertThat(panels().stream()
                        .filter(each -> "row".equals(member(each, "type")))
                        .<Object>map(each -> member(each, "title")))
                .containsExactly(
                        "Overview",
                        "Relays and viewers",
                        "Bytes",
                        "Providers",
                        "Imports",
                        "Guide",
                        "AceStream",
                        "HTTP",
                        "Refusals",
                        "Errors and alerts",
                        "Processor and Java");
        assertThat(panels().stream().<Object>map(each -> member(each, "id"))).doesNotHaveDuplicates();
        Set<String> taken = new HashSet<>();
        for (Map<?, ?> panel : panels()) {
            Map<?, ?> at = (Map<?, ?>) member(panel, "gridPos");
            for (int x = number(at, "x"); x < number(at, "x") + number(at, "w"); x++) {
                assertThat(x).isLessThan(24);
                for (int y = number(at, "y"); y < number(at, "y") + number(at, "h"); y++) {
                    assertThat(taken.add(x + " " + y))
                            .as("%s at %d %d", member(panel, "title"), x, y)
                            .isTrue();
                }
            }
        }
        assertThat(Integer.parseInt(String.valueOf(member(board, "schemaVersion"))))
                .isGreaterThanOrEqualTo(38); // Grafana 10
    }

    private static int number(Map<?, ?> at, String name) {
        return Integer.parseInt(String.valueOf(member(at, name)));
    }

    /** As promtool check metrics finds faults. */
    @Test
    void our_numbers_are_named_by_prometheus_conventions() {
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, String> helps = new LinkedHashMap<>();
        page.lines().filter(line -> line.startsWith("# ")).forEach(line -> {
            String[] words = line.split(" ", 4);
            (words[1].equals("TYPE") ? types : helps).put(words[2], words[3]);
        });
        Set<String> faults = new TreeSet<>();
        types.entrySet().stream()
                .filter(each -> each.getKey().startsWith("masthead_"))
                .forEach(each -> {
                    String name = each.getKey();
                    String type = each.getValue();
                    fault(
                            faults,
                            name,
                            "has no help",
                            helps.getOrDefault(name, "").isBlank());
                    fault(faults, name, "is no snake_case", !name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)+"));
                    fault(faults, name, "a counter ends in _total", type.equals("counter") != name.endsWith("_total"));
                    fault(faults, name, "names its type", name.matches(".*_(gauge|counter|histogram|summary)(_.*)?"));
                    fault(
                            faults,
                            name,
                            "is in no base unit",
                            name.matches(
                                    ".*_(milliseconds|ms|minutes|hours|days|kilobytes|megabytes|kib|mib|bits|percent)(_total)?"));
                    fault(
                            faults,
                            name,
                            "uses a suffix of histograms",
                            name.matches(".*_(count|sum|bucket)") && !type.equals("histogram"));
                });
        samples()
                .forEach((name, labels) -> labels.forEach(label -> fault(
                        faults,
                        name,
                        "has the label " + label,
                        !label.matches("[a-z]+(_[a-z]+)*") || label.equals("name"))));
        assertThat(types).containsKey("masthead_relays").hasSizeGreaterThan(60);
        assertThat(faults).isEmpty();
    }

    private static void fault(Set<String> faults, String name, String what, boolean is) {
        if (is && name.startsWith("masthead_")) {
            faults.add(name + " " + what);
        }
    }
}
