package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the program starts and ends. */
@Tag("e2e")
class StartAndStopTest {
    @TempDir
    Path folder;

    @Test
    void sigterm_ends_viewers_and_program_within_five_seconds() throws IOException {
        try (ServerProcess demo = ServerProcess.demo(folder);
                InputStream viewer =
                        Web.stream(Channels.addresses(demo, "admin").getFirst())) {
            assertThat(viewer.readNBytes(188)).hasSize(188);
            demo.terminate();
            assertThat(demo.awaitEnd(Duration.ofSeconds(5))).isIn(0, 143);
            assertThat(demo.log()).doesNotContain("Exception", "WARN", "ERROR");
        }
    }

    @Test
    void sigterm_breaks_off_an_import_and_ends_within_five_seconds() throws Exception {
        try (ListServer lists = new ListServer();
                ServerProcess server = ServerProcess.serve(folder, "sesame")) {
            lists.offer(ListServer.listOf(300_000));
            Provider provider = Provider.add(server, "sesame", lists.address());
            Thread importing = Thread.startVirtualThread(() -> {
                try {
                    provider.failToImport();
                } catch (UncheckedIOException serverGone) {
                    assertThat(serverGone).isNotNull();
                }
            });
            importing.join(Duration.ofSeconds(3)); // by now the list is being written to the database
            server.terminate();
            assertThat(server.awaitEnd(Duration.ofSeconds(5))).isIn(0, 143);
            importing.join();
        }
    }

    @Test
    void a_port_in_use_is_one_clear_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server = ServerProcess.serve(folder, "sesame", taken.getLocalPort())) {
            assertThat(server.awaitEnd(Duration.ofSeconds(20))).isNotZero();
            List<String> lines = server.log()
                    .lines()
                    .filter(line -> line.contains("" + taken.getLocalPort()))
                    .toList();
            assertThat(lines).hasSize(1).allMatch(line -> line.contains("in use"));
            assertThat(server.log()).doesNotContain("\tat ");
        }
    }

    @Test
    void a_second_start_on_the_same_folder_keeps_the_first_password() {
        try (ServerProcess first = ServerProcess.serve(folder, "sesame")) {
            first.terminate();
            first.awaitEnd(Duration.ofSeconds(5));
        }
        try (ServerProcess second = ServerProcess.serve(folder, "")) {
            assertThat(Web.get(second.address() + "/player_api.php?username=admin&password=sesame"))
                    .contains("\"auth\":1");
        }
    }

    @Test
    void no_password_it_was_ever_told_is_in_its_log_or_readable_in_its_folder() throws IOException {
        List<String> passwords = List.of("operator-pw-31", "viewer-pw-47", "upstream-pw-53", "wrong-pw-69");
        try (ServerProcess source = ServerProcess.demo(folder);
                ServerProcess server = ServerProcess.serve(folder, passwords.get(0))) {
            liveThroughADay(server, source, passwords);
            server.terminate();
            server.awaitEnd(Duration.ofSeconds(5));
            assertThat(passwords).noneMatch(password -> server.log().contains(password));
            assertThat(Files.readString(folder.resolve("data").resolve("masthead.db"), StandardCharsets.ISO_8859_1))
                    .doesNotContain("viewer-pw-47", "operator-pw-31", "wrong-pw-69");
        }
    }

    /** Logins right and wrong, imports that work and fail, a stream, a refusal: each with a password to give away. */
    private static void liveThroughADay(ServerProcess server, ServerProcess source, List<String> passwords)
            throws IOException {
        String operator = passwords.get(0);
        String viewer = passwords.get(1);
        String upstream = passwords.get(2);
        String wrong = passwords.get(3);
        Web.operate("POST", server.address() + "/api/subscribers", operator, """
                {"username":"nora","password":"%s","maxConnections":1}""".formatted(viewer));
        Provider.add(server, operator, source.address() + "/get.php?username=admin&password=admin&type=m3u_plus")
                .importList();
        Provider refused =
                Provider.add(server, operator, source.address() + "/get.php?username=admin&password=" + upstream);
        assertThat(refused.failToImport()).doesNotContain(upstream);
        Web.get(server.address() + "/player_api.php?username=nora&password=" + wrong);
        Web.status(server.address() + "/live/nora/" + wrong + "/1.ts");
        Web.status(server.address() + "/live/nora/" + viewer + "/999999.ts");
        Web.status(server.address() + "/no/such/place/" + viewer + "?password=" + wrong);
        String channel = Channels.addresses(server, operator).getFirst();
        String own = server.address() + "/live/nora/" + viewer + "/" + Channels.id(channel) + ".ts";
        try (InputStream stream = Web.stream(own)) {
            assertThat(stream.readNBytes(188_000)).hasSize(188_000);
        }
    }
}
