package masthead.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import masthead.config.Origins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command line says when it cannot do what it is told. */
class MainTest {
    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    private static Ended run(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                Main.commandLine(environment).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(args);
        return new Ended(code, out.toString(), err.toString());
    }

    private Ended serve(String... more) {
        String[] args = new String[more.length + 5];
        System.arraycopy(
                new String[] {"serve", "--data", folder.resolve("data").toString(), "--host", "127.0.0.1"},
                0,
                args,
                0,
                5);
        System.arraycopy(more, 0, args, 5, more.length);
        return run(Map.of("MASTHEAD_OPERATOR_PASSWORD", "hunter2"), args);
    }

    @Test
    void alone_it_tells_its_commands_and_counts_as_a_usage_error() {
        Ended ended = run(Map.of());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("serve").contains("demo").doesNotContain("docs ");
    }

    @Test
    void help_and_version_are_answered() {
        assertThat(run(Map.of(), "serve", "--help").out())
                .contains("--host")
                .contains("--port")
                .contains("--data")
                .contains("--config");
        assertThat(run(Map.of(), "--version").out()).startsWith("Masthead ");
    }

    @Test
    void an_unknown_option_is_a_usage_error() {
        assertThat(serve("--prot", "1").code()).isEqualTo(2);
    }

    @Test
    void bad_settings_are_told_line_by_line_and_nothing_is_made() throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), "http:\n  prot: 1\n");
        Ended ended = serve("--port", "eighty", "--config", file.toString(), "-Dhttp.loops=-1");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines())
                .containsExactly(
                        "http.prot in " + file + ": there is no such setting; did you mean http.port?",
                        "http.loops in the command line: '-1' cannot be used; write a whole number, 0 to 1024",
                        "http.port in the command line: 'eighty' cannot be used; write a whole number, 0 to 65535");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_port_in_use_is_one_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Ended ended = serve("--port", Integer.toString(taken.getLocalPort()));
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err().lines())
                    .singleElement()
                    .asString()
                    .contains("127.0.0.1:" + taken.getLocalPort())
                    .contains("in use");
        }
    }

    @Test
    void a_data_folder_that_cannot_be_written_is_one_line() throws IOException {
        Files.writeString(folder.resolve("data"), "a file where the folder should be");
        Ended ended = serve("--port", "0");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .contains(folder.resolve("data").toString())
                .contains("--data");
    }

    @Test
    void a_database_address_that_cannot_be_used_is_one_line_without_the_password() {
        Ended ended = serve("--port", "0", "--set", "database.url=mysql://root:s3cret@localhost/x");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .contains("postgresql://")
                .doesNotContain("s3cret");
    }

    @Test
    void a_data_folder_has_one_masthead_at_a_time() {
        Origins origins = new Origins(
                Map.of("http.port", "0", "http.host", "127.0.0.1", "operator.password", "hunter2"),
                Map.of(),
                Optional.empty());
        try (Running first = Running.start(origins, folder.resolve("data"))) {
            assertThat(first.masthead().port()).isPositive();
            Ended second = serve("--port", "0");
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.err().lines()).singleElement().asString().contains("Another Masthead is running");
        }
        try (Running again = Running.start(origins, folder.resolve("data"))) {
            assertThat(again.masthead().port()).isPositive();
        }
    }

    @Test
    void data_folder_and_file_may_come_from_the_environment_and_are_no_settings() {
        FolderOptions where = new FolderOptions(Map.of("MASTHEAD_DATA", "/srv/tv", "MASTHEAD_CONFIG", "/etc/tv.yaml"));
        assertThat(where.folder()).isEqualTo(Path.of("/srv/tv"));
        assertThat(where.origins(Map.of()).file()).contains(Path.of("/etc/tv.yaml"));
        assertThat(where.origins(Map.of()).environment()).isEmpty();
    }

    private Ended on(String command, Path file, Path data) {
        return run(Map.of(), command, file.toString(), "--data", data.toString());
    }

    @Test
    void a_backup_is_written_beside_a_running_server_and_put_back_into_another_folder() {
        Origins origins = new Origins(
                Map.of("http.port", "0", "http.host", "127.0.0.1", "operator.password", "hunter2"),
                Map.of(),
                Optional.empty());
        Path file = folder.resolve("all.zip");
        try (Running running = Running.start(origins, folder.resolve("data"))) {
            assertThat(running.masthead().port()).isPositive();
            assertThat(on("backup", file, folder.resolve("data")).out()).startsWith("Wrote " + file);
            assertThat(on("restore", file, folder.resolve("data")).err()).contains("Another Masthead is running");
        }
        Ended restored = on("restore", file, folder.resolve("other"));
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out()).startsWith("Put back what was there at 2").doesNotContain("before");
        assertThat(on("restore", file, folder.resolve("other")).out()).contains("What was there before is kept in");
        Origins without = new Origins(Map.of("http.port", "0", "http.host", "127.0.0.1"), Map.of(), Optional.empty());
        try (Running again = Running.start(without, folder.resolve("other"))) { // the operator came with it
            assertThat(again.masthead().port()).isPositive();
        }
    }

    @Test
    void a_backup_says_in_a_line_why_it_is_not_written_or_put_back() throws IOException {
        assertThat(on("backup", folder.resolve("x.zip"), folder.resolve("absent"))
                        .err())
                .contains("There is no data folder");
        Path text = Files.writeString(folder.resolve("text.zip"), "hello");
        Ended ended = on("restore", text, folder.resolve("data"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines()).singleElement().asString().contains("no backup of Masthead");
    }
}
