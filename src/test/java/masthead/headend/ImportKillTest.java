package masthead.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while lists are imported, refused and undone, with a real process. */
class ImportKillTest {
    @TempDir
    Path folder;

    private final Map<String, String> ids = new HashMap<>();
    private final Set<Integer> seen = new TreeSet<>();

    @Test
    @Timeout(120)
    void an_import_killed_at_any_point_leaves_the_old_catalog_or_the_new() throws Exception {
        kill(5, 600, Duration.ofMillis(300));
    }

    @Test
    @Tag("slow")
    @Timeout(1200)
    void fifty_kills_leave_the_old_catalog_or_the_new() throws Exception {
        kill(50, 4000, Duration.ofMillis(900));
        assertThat(seen).hasSizeGreaterThan(20);
    }

    private void kill(int rounds, int entries, Duration longest) throws Exception {
        Random random = new Random();
        int next = 1;
        for (int round = 0; round < rounds; round++) {
            next = killed(entries, next, random.nextInt(1, 7), random.nextLong(longest.toNanos()));
        }
    }

    /**
     * Lets a process import from list {@code next} on, and kills it {@code nanos} after the {@code doings}th time it began something.
     *
     * @return a list it has not begun
     */
    private int killed(int entries, int next, int doings, long nanos) throws Exception {
        Process importer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledImporter.class.getName(),
                        folder.toString(),
                        Integer.toString(entries),
                        Integer.toString(next))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int begun = 0;
        Set<Integer> allowed = Set.of();
        int latest = next;
        try (BufferedReader told = importer.inputReader()) {
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                if (line.startsWith("doing ")) {
                    String[] words = line.split(" ");
                    allowed = new TreeSet<>(List.of(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
                    latest = Math.max(latest, Integer.parseInt(words[2]));
                    if (++begun == doings) {
                        LockSupport.parkNanos(nanos);
                        importer.toHandle().destroyForcibly();
                    }
                }
            }
        }
        assertThat(importer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(begun).as("it died by itself").isGreaterThanOrEqualTo(doings);
        look(entries, allowed);
        return latest + 1;
    }

    private void look(int entries, Set<Integer> allowed) throws IOException {
        DatabaseSettings settings = TestSettings.of(DatabaseSettings.class, Map.of());
        try (Database database = Database.open(settings, folder, new Metrics())) {
            KilledImporter.World world = new KilledImporter.World(database, folder);
            List<String> lines = world.lines();
            int shown = world.shown().orElse(0);
            seen.add(shown);
            assertThat(allowed).contains(shown);
            assertThat(lines).hasSize(shown == 0 ? 0 : entries);
            for (String line : lines) {
                String[] words = line.split(" ");
                String called = words[1];
                assertThat(line)
                        .isEqualTo(
                                "Channel %1$s %2$s List %3$d http://logos/%3$d/%1$s http://tv.example.net/%3$d/%1$s.ts"
                                        .formatted(called, words[2], shown));
                assertThat(ids.getOrDefault(called, words[2])).isEqualTo(words[2]);
                ids.put(called, words[2]);
            }
            assertThat(TestHeadend.texts(database, "SELECT name FROM incoming")).isEmpty();
            assertThat(TestHeadend.texts(database, "PRAGMA integrity_check")).containsExactly("ok");
            List<String> kept = TestHeadend.texts(database, "SELECT file FROM import_revision WHERE file <> ''");
            assertThat(files()).containsExactlyInAnyOrderElementsOf(kept);
        }
    }

    private List<String> files() throws IOException {
        Path quarantine = folder.resolve("quarantine");
        if (!Files.isDirectory(quarantine)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(quarantine)) {
            return files.map(each -> String.valueOf(each.getFileName())).toList();
        }
    }
}
