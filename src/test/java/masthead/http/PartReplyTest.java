package masthead.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of files: bodies of known length from blocking code, and from the kernel. */
class PartReplyTest {
    private static final byte[] FILM = new byte[1_000_000];
    private static final Duration LONG = Duration.ofMinutes(1);

    static {
        new Random(2).nextBytes(FILM);
    }

    @TempDir
    private Path folder;

    private final Loops loops = Loops.start(2);
    private final Routes routes = new Routes();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Path film = Files.write(folder.resolve("film.mkv"), FILM);
        routes.on("GET HEAD", "/part", exchange -> {
            exchange.whenOver(over::countDown);
            OutputStream out = exchange.with("Content-Range", "bytes 100-500099/1000000")
                    .replyBody(206, "video/mp4", 500_000, LONG);
            out.write(FILM, 100, 500_000);
        });
        routes.on(
                "GET",
                "/short",
                exchange -> exchange.replyBody(200, "video/mp4", 500_000, LONG).write(FILM, 0, 400_000));
        routes.on("GET", "/slow", exchange -> {
            exchange.whenOver(over::countDown);
            exchange.replyBody(200, "video/mp4", 500_000, LONG).flush();
            over.await();
        });
        routes.on("GET", "/ended", exchange -> {
            exchange.replyBody(200, "video/mp4", 500_000, LONG).write(FILM, 0, 100_000);
            exchange.breakOff();
        });
        routes.on("GET HEAD", "/file", exchange -> {
            exchange.whenOver(over::countDown);
            exchange.reply(206, "video/x-matroska", film, 10, 800_000);
        });
        Map<String, String> values = Map.of("http.port", "0", "http.host", "127.0.0.1");
        server = HttpServer.start(TestSettings.of(HttpSettings.class, values), routes, loops, new Metrics());
    }

    @AfterEach
    void stop() {
        server.close();
        loops.close();
    }

    private static final class Got {
        private final String head;
        private final byte[] body;

        Got(String head, byte[] body) {
            this.head = head;
            this.body = body;
        }

        String head() {
            return head;
        }

        byte[] body() {
            return body;
        }
    }

    private Got ask(String method, String path) throws IOException {
        try (Socket socket = socket(method, path)) {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            return new Got(head.toString(), in.readAllBytes());
        }
    }

    private Socket socket(String method, String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write((method + " " + path
                                + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")
                        .getBytes(US_ASCII));
        return socket;
    }

    @Test
    void a_part_has_its_status_and_length_and_is_not_packed() throws Exception {
        Got got = ask("GET", "/part");
        assertThat(got.head())
                .startsWith("HTTP/1.1 206 Partial Content\r\n")
                .containsIgnoringCase("content-length: 500000\r\n")
                .containsIgnoringCase("content-range: bytes 100-500099/1000000\r\n")
                .doesNotContainIgnoringCase("encoding");
        assertThat(got.body()).isEqualTo(Arrays.copyOfRange(FILM, 100, 500_100));
        assertThat(over.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void head_gets_the_headers_alone() throws Exception {
        Got got = ask("HEAD", "/part");
        assertThat(got.head()).containsIgnoringCase("content-length: 500000\r\n");
        assertThat(got.body()).isEmpty();
        assertThat(ask("HEAD", "/file").head()).containsIgnoringCase("content-length: 800000\r\n");
    }

    @Test
    void a_body_that_ends_early_ends_the_connection() throws Exception {
        assertThat(ask("GET", "/short").body().length).isLessThan(500_000);
    }

    @Test
    void a_part_of_a_file_is_sent() throws Exception {
        Got got = ask("GET", "/file");
        assertThat(got.head()).startsWith("HTTP/1.1 206").containsIgnoringCase("content-length: 800000\r\n");
        assertThat(got.body()).isEqualTo(Arrays.copyOfRange(FILM, 10, 800_010));
        assertThat(over.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void who_leaves_while_nothing_is_written_is_noticed() throws Exception {
        try (Socket _ = socket("GET", "/slow")) {
            assertThat(over.await(200, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(over.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void an_answer_can_be_broken_off() throws Exception {
        assertThat(ask("GET", "/ended").body().length).isLessThan(500_000);
    }
}
