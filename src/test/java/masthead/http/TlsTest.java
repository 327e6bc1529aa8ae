package masthead.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import masthead.metrics.Metrics;
import masthead.studio.TestCertificate;
import masthead.studio.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and HTTP/2: the same routes, the same streams. */
class TlsTest {
    private static TestCertificate first;

    @TempDir
    Path folder;

    private final Loops loops = Loops.start(2);
    private final Routes routes = new Routes();
    private final Metrics metrics = new Metrics();
    private HttpServer server;

    @BeforeAll
    static void certify() {
        first = TestCertificate.of("first");
    }

    @BeforeEach
    void start() {
        first.write(folder, Instant.parse("2026-01-01T00:00:00Z"));
        server = HttpServer.start(settings(Map.of()), routes, loops, metrics);
    }

    @AfterEach
    void stop() {
        server.close();
        loops.close();
    }

    private HttpSettings settings(Map<String, String> own) {
        Map<String, String> values = new HashMap<>(Map.of(
                "http.port", "0",
                "http.tls-port", "0",
                "http.host", "127.0.0.1",
                "http.tls-certificate", folder.resolve("cert.pem").toString(),
                "http.tls-key", folder.resolve("key.pem").toString(),
                "http.send-patience", "2s"));
        values.putAll(own);
        return TestSettings.of(HttpSettings.class, values);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void a_request_is_answered_over_tls_and_knows_its_scheme(Version version) throws Exception {
        routes.on("GET", "/who", x -> x.reply(200, "text/plain", x.clientAddress() + " " + x.origin()));
        try (HttpClient client = client(version)) {
            HttpResponse<String> answer = client.send(get("/who"), BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.body()).isEqualTo("127.0.0.1 https://localhost:" + tlsPort());
        }
    }

    @Test
    void the_plain_port_serves_the_same_beside_it() throws Exception {
        routes.on("GET", "/who", x -> x.reply(200, "text/plain", "" + x.origin()));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest plain = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/who"))
                    .build();
            HttpResponse<String> answer = client.send(plain, BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(Version.HTTP_1_1);
            assertThat(answer.body()).isEqualTo("http://localhost:" + server.port());
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void a_stream_arrives_as_it_was_written(Version version) throws Exception {
        byte[] packets = new byte[3_000_000];
        new Random(2).nextBytes(packets);
        CountDownLatch left = new CountDownLatch(1);
        routes.stream("GET", "/live/{file}", request -> {
            request.whenGone(left::countDown);
            new Pump(request.accept("video/mp2t", Map.of("Cache-Control", "no-store")), packets).run();
        });
        try (HttpClient client = client(version)) {
            HttpResponse<byte[]> answer = client.send(get("/live/1.ts"), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("video/mp2t");
            assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
            assertThat(answer.headers().firstValue("content-length")).isEmpty();
            assertThat(java.util.Arrays.mismatch(answer.body(), packets)).isNegative();
        }
        assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void a_viewer_who_stops_reading_fills_his_queue_and_no_more(Version version) throws Exception {
        AtomicReference<Takeover> viewer = new AtomicReference<>();
        AtomicReference<EventLoop> loop = new AtomicReference<>();
        AtomicLong written = new AtomicLong();
        CountDownLatch full = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        ByteBuf chunk = Unpooled.directBuffer(65_536).writeZero(65_536);
        routes.stream("GET", "/live/{file}", request -> {
            request.whenGone(left::countDown);
            Takeover taken = request.accept("video/mp2t", Map.of());
            viewer.set(taken);
            loop.set(request.loop());
            fill(taken, chunk, written);
            request.loop().schedule(full::countDown, 500, TimeUnit.MILLISECONDS);
            taken.whenWritable(() -> fill(taken, chunk, written));
        });
        routes.on("GET", "/who", x -> x.reply(200, "text/plain", "still here"));
        try (HttpClient client = client(version)) {
            HttpResponse<InputStream> answer = client.send(get("/live/1.ts"), BodyHandlers.ofInputStream());
            assertThat(answer.body().read()).isZero();
            assertThat(full.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(viewer.get().writable()).isFalse();
            assertThat(viewer.get().queuedBytes()).isBetween(65_536L, 400_000L);
            assertThat(client.send(get("/who"), BodyHandlers.ofString()).body()).isEqualTo("still here");
            loop.get().submit(() -> viewer.get().close()).sync();
            assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
            client.shutdownNow();
        }
        Awaitility.await().untilAsserted(() -> assertThat(chunk.refCnt()).isEqualTo(1));
        chunk.release();
    }

    /** Until the connection's queue is full. */
    private static void fill(Takeover taken, ByteBuf chunk, AtomicLong written) {
        while (taken.writable() && written.get() < 100_000_000) {
            taken.write(chunk.retainedDuplicate());
            taken.flush();
            written.addAndGet(chunk.readableBytes());
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void a_viewer_who_leaves_is_noticed(Version version) throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        routes.stream("GET", "/live/{file}", request -> {
            request.whenGone(left::countDown);
            Takeover taken = request.accept("video/mp2t", Map.of());
            taken.write(Unpooled.copiedBuffer("packets", US_ASCII));
            taken.flush();
        });
        try (HttpClient client = client(version)) {
            HttpResponse<InputStream> answer = client.send(get("/live/1.ts"), BodyHandlers.ofInputStream());
            assertThat(answer.body().readNBytes(7)).isEqualTo("packets".getBytes(US_ASCII));
            answer.body().close();
            client.shutdownNow();
            assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void a_body_of_known_length_arrives_whole_and_is_let_go(Version version) throws Exception {
        byte[] segment = new byte[2_000_000];
        new Random(3).nextBytes(segment);
        List<ByteBuf> kept = new ArrayList<>();
        for (int at = 0; at < segment.length; at += 50_000) {
            kept.add(Unpooled.directBuffer(50_000).writeBytes(segment, at, 50_000));
        }
        routes.stream(
                "GET HEAD",
                "/segment",
                request -> request.send(
                        200,
                        Map.of(),
                        kept.stream().map(ByteBuf::retainedDuplicate).toList()));
        try (HttpClient client = client(version)) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<byte[]> answer = client.send(get("/segment"), BodyHandlers.ofByteArray());
                assertThat(answer.headers().firstValue("content-length")).contains("2000000");
                assertThat(java.util.Arrays.mismatch(answer.body(), segment)).isNegative();
            }
            HttpResponse<InputStream> leaver = client.send(get("/segment"), BodyHandlers.ofInputStream());
            leaver.body().close();
            client.shutdownNow();
        }
        Awaitility.await().untilAsserted(() -> assertThat(kept).allMatch(each -> each.refCnt() == 1));
        kept.forEach(ByteBuf::release);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void a_segment_that_nobody_reads_is_let_go_after_the_patience(Version version) throws Exception {
        ByteBuf kept = Unpooled.directBuffer(60_000_000).writeZero(60_000_000);
        CountDownLatch left = new CountDownLatch(1);
        routes.stream("GET", "/segment", request -> {
            request.whenGone(left::countDown);
            request.send(200, Map.of(), List.of(kept.retainedDuplicate()));
        });
        try (HttpClient client = client(version)) {
            client.send(get("/segment"), BodyHandlers.ofInputStream());
            assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(metrics.page(), UTF_8)).contains("masthead_http_impatient_total 1.0");
            client.shutdownNow();
        }
        Awaitility.await().untilAsserted(() -> assertThat(kept.refCnt()).isEqualTo(1));
        kept.release();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void a_stream_can_be_refused_over_tls(Version version) throws Exception {
        routes.stream("GET", "/live/{file}", request -> request.refuse(502, "No feed of this channel opens."));
        try (HttpClient client = client(version)) {
            HttpResponse<String> answer = client.send(get("/live/1.ts"), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).isEqualTo("No feed of this channel opens.\n");
        }
    }

    @Test
    void http_2_can_be_left_out() throws Exception {
        routes.on("GET", "/who", x -> x.reply(200, "text/plain", "me"));
        try (HttpServer older =
                        HttpServer.start(settings(Map.of("http.http2", "false")), routes, loops, new Metrics());
                HttpClient client = client(Version.HTTP_2)) {
            HttpRequest asked = HttpRequest.newBuilder(
                            URI.create("https://localhost:" + older.tlsPort().orElseThrow() + "/who"))
                    .build();
            assertThat(client.send(asked, BodyHandlers.ofString()).version()).isEqualTo(Version.HTTP_1_1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void both_versions_of_tls_are_spoken(String version) throws Exception {
        try (SSLSocket socket = dial(first)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @Test
    void a_renewed_certificate_is_taken_without_a_restart_and_open_connections_go_on() throws Exception {
        routes.on("GET", "/who", x -> x.reply(200, "text/plain", "me"));
        TestCertificate second = TestCertificate.of("second");
        try (SSLSocket before = dial(first)) {
            before.startHandshake();
            second.write(folder, Instant.parse("2026-02-01T00:00:00Z"));
            Awaitility.await()
                    .atMost(15, TimeUnit.SECONDS)
                    .pollInterval(200, TimeUnit.MILLISECONDS)
                    .until(() -> {
                        try (SSLSocket after = dial(second)) {
                            after.startHandshake();
                            X509Certificate shown =
                                    (X509Certificate) after.getSession().getPeerCertificates()[0];
                            return shown.getSubjectX500Principal().getName().equals("CN=second");
                        } catch (SSLException stillTheFirst) {
                            return false;
                        }
                    });
            before.getOutputStream().write("GET /who HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
            assertThat((char) before.getInputStream().read()).isEqualTo('H');
        }
    }

    @Test
    void a_new_certificate_that_cannot_be_used_changes_nothing() throws Exception {
        routes.on("GET", "/who", x -> x.reply(200, "text/plain", "me"));
        Files.writeString(folder.resolve("cert.pem"), "nonsense");
        for (int i = 0; i < 3; i++) {
            try (SSLSocket socket = dial(first)) {
                socket.startHandshake();
            }
            CountDownLatch later = new CountDownLatch(1);
            loops.next().schedule(later::countDown, 1100, TimeUnit.MILLISECONDS);
            later.await();
        }
    }

    @Test
    void a_start_without_usable_files_is_told_in_one_line() throws IOException {
        assertThatThrownBy(() -> HttpServer.start(
                        settings(Map.of(
                                "http.tls-key", folder.resolve("none.pem").toString())),
                        routes,
                        loops,
                        new Metrics()))
                .isInstanceOf(BadCertificate.class)
                .hasMessageContaining("none.pem");
        Files.writeString(folder.resolve("cert.pem"), "nonsense");
        assertThatThrownBy(() -> HttpServer.start(settings(Map.of()), routes, loops, new Metrics()))
                .isInstanceOf(BadCertificate.class)
                .hasMessageContaining("cert.pem");
    }

    @Test
    void a_client_that_speaks_no_tls_is_disconnected() throws IOException {
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", tlsPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .doesNotContain("HTTP/1.1");
        }
    }

    private int tlsPort() {
        return server.tlsPort().orElseThrow();
    }

    private SSLSocket dial(TestCertificate trusted) throws IOException {
        return (SSLSocket) trusted.trusting().getSocketFactory().createSocket("127.0.0.1", tlsPort());
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + tlsPort() + path))
                .build();
    }

    private static HttpClient client(Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(first.trusting())
                .build();
    }

    /** Writes packets as the connection takes them, then ends it. */
    private static final class Pump implements Runnable {
        private final Takeover viewer;
        private final byte[] packets;
        private int at;

        Pump(Takeover viewer, byte[] packets) {
            this.viewer = viewer;
            this.packets = packets;
            viewer.whenWritable(this);
        }

        @Override
        public void run() {
            while (at < packets.length && viewer.writable()) {
                int size = Math.min(60_000, packets.length - at);
                viewer.write(Unpooled.directBuffer(size).writeBytes(packets, at, size));
                at += size;
                viewer.flush();
            }
            if (at == packets.length && viewer.queuedBytes() == 0) {
                viewer.close();
            }
        }
    }
}
