package masthead.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import masthead.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9}, with a real process. */
class KillTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void a_killed_process_loses_nothing_it_committed_and_leaves_no_half_change() throws Exception {
        Process writer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int committed = 0;
        try (BufferedReader told = writer.inputReader()) {
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                if (line.startsWith("committed ")) {
                    committed = Integer.parseInt(line.substring("committed ".length()));
                }
                if (committed == 200) {
                    writer.toHandle().destroyForcibly(); // which, unlike that of Process, leaves its output open
                }
            }
        }
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(committed).isGreaterThanOrEqualTo(200);

        try (Database database = Database.open(new BothDatabases.Chosen(Optional.empty()), folder, new Metrics())) {
            int kept = database.read(handle -> handle.createQuery("SELECT count(*) FROM provider")
                    .mapTo(Integer.class)
                    .one());
            assertThat(kept).isEven().isGreaterThanOrEqualTo(2 * committed);
            assertThat(database.<String>read(handle -> handle.createQuery("PRAGMA integrity_check")
                            .mapTo(String.class)
                            .one()))
                    .isEqualTo("ok");
        }
    }
}
