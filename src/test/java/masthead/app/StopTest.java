package masthead.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        stop(start("serve", "--host=127.0.0.1", "--port=0", "--data=" + folder), " Listening ");
        assertThat(folder.resolve("masthead.db")).exists();
        assertThat(folder.resolve("masthead.db-wal")).doesNotExist(); // closed properly
    }

    @Test
    @Timeout(60)
    void sigterm_during_the_start_ends_it_within_five_seconds_and_closes_what_was_started() throws Exception {
        String said = stop(start("serve", "--host=127.0.0.1", "--port=0", "--data=" + folder), "");
        assertThat(said).doesNotContain("Exception");
        assertThat(folder.resolve("masthead.db-wal")).doesNotExist();
    }

    @Test
    @Timeout(60)
    void sigterm_during_the_start_of_the_demo_leaves_no_folder_behind() throws Exception {
        String said = stop(start("demo", "--port=0"), "");
        assertThat(said).doesNotContain("Exception");
        assertThat(folder).isEmptyDirectory();
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=src/main/resources/logback.xml",
                "-Djava.io.tmpdir=" + folder,
                "-Dorg.sqlite.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Dio.netty.native.workdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Sends SIGTERM after the first line that contains {@code sign}; gives what was said after it. */
    private static String stop(Process masthead, String sign) throws Exception {
        // A line that never comes would be waited for without end.
        CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS).execute(masthead::destroyForcibly);
        try (BufferedReader told = masthead.inputReader()) {
            String line = told.readLine();
            while (line != null && !line.contains(sign)) {
                line = told.readLine();
            }
            assertThat(line).isNotNull();
            masthead.toHandle().destroy();
            assertThat(masthead.waitFor(5, TimeUnit.SECONDS)).isTrue();
            return told.readAllAsString();
        } finally {
            masthead.destroyForcibly();
        }
    }
}
