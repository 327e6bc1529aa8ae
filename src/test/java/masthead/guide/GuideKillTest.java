package masthead.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} while guides are read, with a real process. */
@Tag("slow")
class GuideKillTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    @Timeout(120)
    void a_killed_reading_leaves_the_old_guide_or_the_new_one_whole(int seed) throws Exception {
        Process reader = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledGuideReader.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int read = 0;
        try (BufferedReader told = reader.inputReader()) {
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                if (line.startsWith("read ")) {
                    read = Integer.parseInt(line.substring("read ".length()));
                }
                if (line.startsWith("reading ") && read == 2) {
                    // Some time into a reading: each run is killed at another point of it.
                    LockSupport.parkNanos(
                            new Random(seed).nextLong(Duration.ofMillis(600).toNanos()));
                    reader.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(reader.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(read).isGreaterThanOrEqualTo(2);

        try (Database database =
                        Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, new Metrics());
                GuideWorld world = new GuideWorld(database)) {
            world.guides.tidy();
            assertThat(world.guides.generations().tables()).hasSize(1);
            String shown = null;
            for (int channel = 0; channel < KilledGuideReader.CHANNELS; channel++) {
                var programmes = world.guide.programmes(
                        world.guide.places("c" + channel), Duration.ZERO, Instant.EPOCH, Instant.MAX, 1000);
                assertThat(programmes).hasSize(KilledGuideReader.PROGRAMMES / KilledGuideReader.CHANNELS);
                String first = shown == null ? programmes.getFirst().title() : shown;
                assertThat(programmes).allMatch(each -> each.title().equals(first));
                shown = first;
            }
            assertThat(shown).isIn("guide " + read, "guide " + (read + 1));
        }
    }
}
