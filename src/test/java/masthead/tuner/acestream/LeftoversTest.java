package masthead.tuner.acestream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import masthead.config.HostPorts.HostPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept for the next run. */
class LeftoversTest {
    private static final EngineAddress ENGINE = new EngineAddress(new HostPort("engine", 6878));

    @TempDir
    Path folder;

    @Test
    void what_was_added_and_not_removed_is_found_by_the_next_run() {
        Leftovers first = new Leftovers(folder);
        first.add(ENGINE, "/ace/cmd/a/1");
        first.add(ENGINE, "/ace/cmd/b/2");
        first.remove(ENGINE, "/ace/cmd/a/1");
        first.flush();
        assertThat(new Leftovers(folder).found()).containsExactly(new Leftovers.Leftover(ENGINE, "/ace/cmd/b/2"));
    }

    @Test
    void without_a_session_there_is_no_file() {
        new Leftovers(folder).flush();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void damaged_lines_are_left_out() throws IOException {
        Files.writeString(
                folder.resolve("acestream-sessions"),
                "\nnonsense\nengine:6878 /webui/app/x/cmd/shutdown\nengine:0 /ace/cmd/a/1\n engine:6878\n"
                        + "engine:6878 /ace/cmd/a/1\nengine:6878 /ace/cmd/a");
        assertThat(new Leftovers(folder).found())
                .extracting(Leftovers.Leftover::path)
                .contains("/ace/cmd/a/1");
        assertThat(new Leftovers(folder).found()).hasSizeLessThan(3);
    }
}
