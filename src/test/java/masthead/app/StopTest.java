package masthead.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: started, and told to stop. */
class StopTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void sigterm_ends_it_within_five_seconds_and_leaves_no_log_behind() throws Exception {
        Process masthead = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dlogback.configurationFile=src/main/resources/logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--host=127.0.0.1",
                        "--port=0",
                        "--data=" + folder)
                .redirectErrorStream(true)
                .start();
        // A line that never comes would be waited for without end.
        CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS).execute(masthead::destroyForcibly);
        try (BufferedReader told = masthead.inputReader()) {
            String line = told.readLine();
            while (line != null && !line.contains(" Listening ")) {
                line = told.readLine();
            }
            assertThat(line).isNotNull();
            masthead.toHandle().destroy();
            assertThat(masthead.waitFor(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            masthead.destroyForcibly();
        }
        assertThat(folder.resolve("masthead.db")).exists();
        assertThat(folder.resolve("masthead.db-wal")).doesNotExist(); // closed properly
    }
}
