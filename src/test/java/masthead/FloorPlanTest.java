package masthead;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The floor plan: which room may import which. Think twice before adding an arrow. */
class FloorPlanTest {
    private static final List<String> ALL = List.of("everything");

    private static final Map<String, List<String>> MAY_IMPORT = new TreeMap<>(Map.ofEntries(
            entry("format", List.of()),
            entry("config", List.of()),
            entry("metrics", List.of()),
            entry("database", List.of("config", "metrics")),
            entry("http", List.of("config", "metrics")),
            entry("catalog", List.of("database", "format", "config", "metrics")),
            entry("access", List.of("catalog", "database", "config", "metrics")),
            entry("headend", List.of("catalog", "database", "http", "format", "config", "metrics")),
            entry("guide", List.of("catalog", "database", "http", "format", "config", "metrics")),
            entry("alerts", List.of("catalog", "database", "http", "config", "metrics")),
            entry("tuner", List.of("catalog", "http", "format", "config", "metrics")),
            entry("relay", List.of("tuner", "catalog", "http", "format", "config", "metrics")),
            entry(
                    "vod",
                    List.of(
                            "headend",
                            "tuner",
                            "access",
                            "catalog",
                            "database",
                            "http",
                            "format",
                            "config",
                            "metrics")),
            entry(
                    "archive",
                    List.of(
                            "headend",
                            "tuner",
                            "access",
                            "catalog",
                            "database",
                            "http",
                            "format",
                            "config",
                            "metrics")),
            entry(
                    "xtream",
                    List.of(
                            "relay", "vod", "archive", "tuner", "access", "catalog", "guide", "http", "format",
                            "config", "metrics")),
            entry(
                    "rest",
                    List.of(
                            "relay", "vod", "archive", "alerts", "tuner", "access", "headend", "catalog", "guide",
                            "http", "format", "config", "metrics")),
            entry(
                    "dashboard",
                    List.of(
                            "relay", "vod", "alerts", "tuner", "access", "headend", "catalog", "guide", "http",
                            "format", "config", "metrics")),
            entry("app", ALL)));

    private static final JavaClasses MASTHEAD = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("masthead");

    static Stream<String> rooms() {
        return MAY_IMPORT.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_room_imports_only_what_the_plan_allows(String room) {
        if (MAY_IMPORT.get(room).equals(ALL)) {
            return;
        }
        String[] open = Stream.concat(Stream.of(room), MAY_IMPORT.get(room).stream())
                .map(each -> "masthead." + each + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("masthead." + room + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("masthead..").and(DescribedPredicate.not(resideInAnyPackage(open))))
                .allowEmptyShould(true)
                .check(MASTHEAD);
    }

    @Test
    void every_room_is_on_the_plan() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/masthead"))) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
        }
    }

    @Test
    void rooms_form_no_cycle() {
        SlicesRuleDefinition.slices()
                .matching("masthead.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MASTHEAD);
    }

    @Test
    void only_the_http_room_knows_reactor() {
        noClasses()
                .that()
                .resideOutsideOfPackage("masthead.http..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("reactor.."))
                .check(MASTHEAD);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void door_signs_tell_the_truth(String room) throws IOException {
        String sign = Files.readString(Path.of("src/main/java/masthead", room, "package-info.java"));
        String arrows = MAY_IMPORT.get(room).isEmpty() ? "nothing" : String.join(", ", MAY_IMPORT.get(room));
        assertThat(sign.replaceAll("\\s*\\n \\*\\s*", " ")).contains("May import: " + arrows + ".");
    }
}
