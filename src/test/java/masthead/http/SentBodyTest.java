package masthead.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies of known length, sent from the event loop by reference. */
class SentBodyTest {
    private static final byte[] SEGMENT = new byte[5_000_000];

    static {
        new Random(1).nextBytes(SEGMENT);
    }

    private final Loops loops = Loops.start(2);
    private final Routes routes = new Routes();
    private final Metrics metrics = new Metrics();
    private final List<ByteBuf> kept = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() {
        for (int at = 0; at < SEGMENT.length; at += 100_000) {
            kept.add(Unpooled.directBuffer(100_000).writeBytes(SEGMENT, at, 100_000));
        }
        routes.stream("GET HEAD", "/segment", request -> {
            request.whenGone(over::countDown);
            request.send(200, Map.of("Content-Type", "video/mp2t"), shared());
        });
        Map<String, String> values = Map.of("http.port", "0", "http.host", "127.0.0.1", "http.send-patience", "2s");
        server = HttpServer.start(TestSettings.of(HttpSettings.class, values), routes, loops, metrics);
    }

    @AfterEach
    void everything_is_given_back() {
        Awaitility.await().untilAsserted(() -> assertThat(kept).allMatch(each -> each.refCnt() == 1));
        kept.forEach(ByteBuf::release);
        server.close();
        loops.close();
    }

    private List<ByteBuf> shared() {
        return kept.stream().map(ByteBuf::retainedDuplicate).toList();
    }

    @Test
    void a_body_arrives_whole_and_the_connection_serves_the_next_request() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 3; i++) {
                ask(socket, "GET /segment HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(head(socket))
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .containsIgnoringCase("content-length: 5000000\r\n")
                        .doesNotContainIgnoringCase("transfer-encoding");
                assertWhole(socket.getInputStream().readNBytes(SEGMENT.length));
            }
        }
        assertThat(over.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void pipelined_requests_are_answered_in_turn() throws Exception {
        try (Socket socket = connect()) {
            ask(socket, "GET /segment HTTP/1.1\r\nHost: x\r\n\r\n".repeat(4));
            for (int i = 0; i < 4; i++) {
                assertThat(head(socket)).startsWith("HTTP/1.1 200 OK\r\n");
                assertWhole(socket.getInputStream().readNBytes(SEGMENT.length));
            }
        }
    }

    @Test
    void head_gets_the_length_and_no_body() throws Exception {
        try (Socket socket = connect()) {
            ask(socket, "HEAD /segment HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(head(socket)).containsIgnoringCase("content-length: 5000000\r\n");
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void an_http_1_0_client_sees_the_connection_end() throws Exception {
        try (Socket socket = connect()) {
            ask(socket, "GET /segment HTTP/1.0\r\n\r\n");
            head(socket);
            assertWhole(socket.getInputStream().readAllBytes());
        }
    }

    @Test
    void a_client_that_stops_reading_is_disconnected_and_counted() throws Exception {
        try (Socket socket = narrow()) {
            ask(socket, "GET /segment HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(metrics.page(), UTF_8)).contains("masthead_http_impatient_total 1.0");
        }
    }

    @Test
    void a_client_that_reads_a_trickle_is_disconnected_and_counted() throws Exception {
        try (Socket socket = narrow()) {
            ask(socket, "GET /segment HTTP/1.1\r\nHost: x\r\n\r\n");
            InputStream in = socket.getInputStream();
            while (!over.await(10, TimeUnit.MILLISECONDS)) {
                assertThat(in.read()).isNotNegative();
            }
            assertThat(new String(metrics.page(), UTF_8)).contains("masthead_http_impatient_total 1.0");
        }
    }

    @Test
    void a_client_that_leaves_in_the_middle_costs_nothing() throws Exception {
        try (Socket socket = narrow()) {
            ask(socket, "GET /segment HTTP/1.1\r\nHost: x\r\n\r\n");
            head(socket);
        }
        assertThat(over.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(metrics.page(), UTF_8)).contains("masthead_http_impatient_total 0.0");
    }

    @Test
    void what_is_sent_to_a_client_that_left_or_was_answered_is_let_go() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        routes.stream("GET", "/late", request -> {
            request.whenGone(left::countDown);
            asked.countDown();
            request.whenGone(() -> {
                request.send(200, Map.of(), shared());
                request.send(200, Map.of(), shared());
                sent.countDown();
            });
        });
        routes.stream("GET", "/twice", request -> {
            request.refuse(404, "No.");
            request.send(200, Map.of(), shared());
        });
        try (Socket socket = connect()) {
            ask(socket, "GET /late HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(sent.await(5, TimeUnit.SECONDS)).isTrue();
        try (Socket socket = connect()) {
            ask(socket, "GET /twice HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 404")
                    .endsWith("No.\n");
        }
    }

    private static void assertWhole(byte[] body) {
        assertThat(Arrays.mismatch(body, SEGMENT)).as("first difference").isNegative();
    }

    private Socket connect() throws IOException {
        return connect(new Socket());
    }

    /** With a small window, so that the kernel does not take the whole body for a client that does not read. */
    private Socket narrow() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        return connect(socket);
    }

    private Socket connect(Socket socket) throws IOException {
        socket.setSoTimeout((int) Duration.ofSeconds(15).toMillis());
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        return socket;
    }

    private static void ask(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n", Math.max(0, text.length() - 4)) < 0) {
            int each = socket.getInputStream().read();
            if (each < 0) {
                throw new IOException("no whole head: " + text);
            }
            text.append((char) each);
        }
        return text.toString();
    }
}
