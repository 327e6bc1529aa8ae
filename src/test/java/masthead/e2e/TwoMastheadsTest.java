package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import masthead.studio.TestCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One Masthead behind another. */
@Tag("e2e")
class TwoMastheadsTest {
    private static final Path CARDS = Path.of("src/main/resources/masthead/cards/cards.m3u");

    @TempDir
    Path folder;

    @Test
    void one_imports_the_other_and_its_viewers_play_through_both_over_one_connection() throws IOException {
        try (ServerProcess source = ServerProcess.demo(folder);
                ServerProcess server = ServerProcess.serve(folder, "sesame")) {
            String list = source.address() + "/get.php?username=admin&password=admin&type=m3u_plus";
            Provider.add(server, "sesame", list).importList();
            List<String> channels = Channels.addresses(server, "sesame");
            assertThat(channels).hasSameSizeAs(Channels.addresses(source, "admin"));

            try (InputStream one = Web.stream(channels.getFirst());
                    InputStream two = Web.stream(channels.getFirst())) {
                assertThat(packets(one)).isTrue();
                assertThat(packets(two)).isTrue();
                assertThat(Web.get(source.address() + "/player_api.php?username=admin&password=admin"))
                        .contains("\"active_cons\":\"1\"");
            }
        }
    }

    @Test
    void one_has_an_account_at_the_other_and_its_viewers_play_through_both() throws IOException {
        try (ServerProcess source = ServerProcess.demo(folder);
                ServerProcess server = ServerProcess.serve(folder, "sesame")) {
            String address = source.address() + "/player_api.php?username=admin&password=admin";
            Web.operate("POST", server.address() + "/api/providers", "sesame", """
                    {"name":"Other","kind":"xtream","url":"%s"}""".formatted(address));
            assertThat(Web.operate("POST", server.address() + "/api/providers/1/import", "sesame", ""))
                    .contains("\"outcome\":\"applied\"");
            List<String> channels = Channels.addresses(server, "sesame");
            assertThat(channels).hasSameSizeAs(Channels.addresses(source, "admin"));
            assertThat(Web.operate("GET", server.address() + "/api/providers/1/account", "sesame", ""))
                    .contains("\"status\":\"active\"", "\"zone\":\"UTC\"", "\"zoneVerified\":true");

            try (InputStream one = Web.stream(channels.getFirst());
                    InputStream two = Web.stream(channels.getFirst())) {
                assertThat(packets(one)).isTrue();
                assertThat(packets(two)).isTrue();
                assertThat(Web.get(address)).contains("\"active_cons\":\"1\"");
            }
            assertThat(Web.operate("GET", server.address() + "/api/guide/offers", "sesame", ""))
                    .contains("xtream:guide/1");
        }
    }

    @Test
    void a_source_behind_tls_is_imported_and_played_if_its_certificate_is_good() throws IOException {
        TestCertificate certificate = TestCertificate.of("source");
        certificate.write(folder, Instant.now());
        int port = ServerProcess.freePort();
        Map<String, String> tls = Map.of(
                "MASTHEAD_HTTP_TLS_PORT", "" + port,
                "MASTHEAD_HTTP_TLS_CERTIFICATE", folder.resolve("cert.pem").toString(),
                "MASTHEAD_HTTP_TLS_KEY", folder.resolve("key.pem").toString());
        String list = "https://localhost:" + port + "/get.php?username=admin&password=open&type=m3u_plus";
        try (ServerProcess source = ServerProcess.serve(folder.resolve("source"), "open", tls);
                ServerProcess trusting = ServerProcess.serve(
                        folder.resolve("trusting"),
                        "sesame",
                        Map.of("JAVA_TOOL_OPTIONS", certificate.trustStore(folder)));
                ServerProcess wary = ServerProcess.serve(folder.resolve("wary"), "sesame")) {
            Provider.offering(source, "open", "Cards", Files.readString(CARDS));
            Provider.add(trusting, "sesame", list).importList();
            String channel = Channels.addresses(trusting, "sesame").getFirst();
            assertThat(Web.operate("GET", trusting.address() + "/api/feeds", "sesame", ""))
                    .contains("https://localhost:" + port);
            try (InputStream stream = Web.stream(channel)) {
                assertThat(packets(stream)).isTrue();
            }
            assertThat(Provider.add(wary, "sesame", list).failToImport()).contains("certificate");
        }
    }

    @Test
    void ffmpeg_has_nothing_to_say_behind_both() {
        Command.needs("ffmpeg");
        try (ServerProcess source = ServerProcess.demo(folder);
                ServerProcess server = ServerProcess.serve(folder, "sesame")) {
            String list = source.address() + "/get.php?username=admin&password=admin&type=m3u_plus";
            Provider.add(server, "sesame", list).importList();
            String channel = Channels.addresses(server, "sesame").getLast();
            Command ffmpeg = Command.run(
                            folder,
                            Duration.ofMinutes(1),
                            "ffmpeg",
                            "-v",
                            "error",
                            "-i",
                            channel,
                            "-t",
                            "15",
                            "-f",
                            "null",
                            "-")
                    .succeeded();
            assertThat(ffmpeg.out() + ffmpeg.err()).isEmpty();
        }
    }

    /** Whether the next two hundred kilobytes are whole packets. */
    private static boolean packets(InputStream stream) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            byte[] packet = stream.readNBytes(188);
            if (packet.length != 188 || packet[0] != 0x47) {
                return false;
            }
        }
        return true;
    }
}
