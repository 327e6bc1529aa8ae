package masthead.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
    private final Loops loops = Loops.start(2);
    private final Routes routes = new Routes();
    private final Metrics metrics = new Metrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpSettings settings = TestSettings.of(
            HttpSettings.class, Map.of("http.port", "0", "http.host", "127.0.0.1", "http.body-limit", "1KiB"));
    private HttpServer server;

    @BeforeEach
    void start() {
        server = HttpServer.start(settings, routes, loops, metrics);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        loops.close();
    }

    @Test
    void path_segments_are_handed_over_percent_decoded() throws Exception {
        routes.on("GET", "/hello/{name}", x -> x.reply(200, "text/plain", x.pathParameter("name")));
        assertThat(get("/hello/a%20b%2Fc+d").body()).isEqualTo("a b/c+d");
    }

    @Test
    void the_first_template_that_fits_wins() throws Exception {
        routes.on("GET", "/a/{x}", x -> x.reply(200, "text/plain", "named"));
        routes.on("GET", "/{rest*}", x -> x.reply(200, "text/plain", "rest " + x.pathParameter("rest")));
        assertThat(get("/a/b").body()).isEqualTo("named");
        assertThat(get("/a/b/c").body()).isEqualTo("rest a/b/c");
    }

    @Test
    void slashes_in_front_of_a_path_count_as_one() throws Exception {
        routes.on("GET", "/player_api.php", x -> x.reply(200, "text/plain", "ok"));
        assertThat(get("//player_api.php").body()).isEqualTo("ok");
    }

    @Test
    void a_stream_may_be_asked_for_by_post() throws Exception {
        routes.stream("POST", "/live/{file}", request -> {
            Takeover viewer = request.accept("video/mp2t", Map.of());
            viewer.write(Unpooled.directBuffer().writeBytes("packets".getBytes(UTF_8)));
            viewer.flush();
            request.loop().schedule(viewer::close, 100, TimeUnit.MILLISECONDS);
        });
        assertThat(post("/live/1.ts", "username=x&password=y", "application/x-www-form-urlencoded"))
                .isEqualTo("packets");
    }

    @Test
    void an_unknown_path_is_404_and_a_wrong_method_405() throws Exception {
        routes.on("POST", "/only-post", x -> x.reply(204));
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        HttpResponse<String> wrong = get("/only-post");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void the_query_wins_over_the_form() throws Exception {
        routes.on(
                "POST",
                "/login",
                x -> x.reply(
                        200,
                        "text/plain",
                        x.parameter("username").orElse("-") + ":"
                                + x.parameter("password").orElse("-")));
        assertThat(post("/login?username=nora", "username=other&password=p%40ss", "application/x-www-form-urlencoded"))
                .isEqualTo("nora:p@ss");
        assertThat(post("/login?username=nora", "x=%&password=50%;=", "application/x-www-form-urlencoded"))
                .isEqualTo("nora:50%;=");
        assertThat(post("/login", "{\"username\":\"nora\",\"password\":\"x\"}", "application/json"))
                .isEqualTo("nora:x");
        assertThat(post("/login", "{}", "application/json")).isEqualTo("-:-");
        assertThat(post("/login", "", "text/plain")).isEqualTo("-:-");
        String multipart = "--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nnora\r\n--b--\r\n";
        assertThat(post("/login", multipart, "multipart/form-data; boundary=b")).isEqualTo("nora:-");
    }

    @Test
    void a_body_over_the_limit_is_413_and_an_upload_may_be_larger() throws Exception {
        routes.on("POST", "/small", x -> x.reply(200, "text/plain", x.body().readAllBytes()));
        routes.on(
                "PUT",
                "/large",
                x -> x.reply(200, "text/plain", "" + x.upload().transferTo(OutputStream.nullOutputStream())));
        byte[] large = new byte[3_000_000];
        HttpRequest small =
                request("/small").POST(BodyPublishers.ofByteArray(large)).build();
        assertThat(client.send(small, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
        HttpRequest upload =
                request("/large").PUT(BodyPublishers.ofByteArray(large)).build();
        assertThat(client.send(upload, BodyHandlers.ofString()).body()).isEqualTo("3000000");
    }

    @Test
    void a_kept_body_is_sent_plain_gzipped_or_not_at_all() throws Exception {
        KeptBody kept = KeptBody.of("many words ".repeat(1000).getBytes(UTF_8), "v1");
        routes.on("GET HEAD", "/kept", x -> x.reply("text/plain", kept));
        assertThat(get("/kept").body()).hasSize(11_000);
        HttpResponse<byte[]> packed =
                client.send(request("/kept").header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
        assertThat(packed.body()).hasSizeLessThan(1000);
        try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(plain.readAllBytes()).hasSize(11_000);
        }
        HttpRequest known = request("/kept").header("If-None-Match", "\"v1\"").build();
        assertThat(client.send(known, BodyHandlers.ofString()).statusCode()).isEqualTo(304);
        HttpRequest head =
                request("/kept").method("HEAD", BodyPublishers.noBody()).build();
        assertThat(client.send(head, BodyHandlers.ofString()).headers().firstValue("Content-Length"))
                .contains("11000");
        kept.release();
    }

    @Test
    void a_kept_body_is_let_go_when_the_client_left_before_it_was_sent() throws Exception {
        KeptBody kept = KeptBody.of("words".getBytes(UTF_8), "v1");
        ByteBuf witness = kept.share(false);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        CountDownLatch replied = new CountDownLatch(1);
        routes.on("GET", "/kept", x -> {
            asked.countDown();
            left.await();
            x.reply("text/plain", kept);
            replied.countDown();
        });
        try (Socket leaver = new Socket("127.0.0.1", server.port())) {
            leaver.getOutputStream().write("GET /kept HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        }
        Awaitility.await().until(() -> new String(metrics.page(), UTF_8).contains("masthead_http_connections 0.0"));
        left.countDown();
        assertThat(replied.await(5, TimeUnit.SECONDS)).isTrue();
        kept.release();
        Awaitility.await().untilAsserted(() -> assertThat(witness.refCnt()).isEqualTo(1));
        witness.release();
    }

    @Test
    void a_long_answer_is_streamed_and_gzipped_on_request() throws Exception {
        routes.on("GET HEAD", "/long", x -> {
            OutputStream out = x.replyStream("text/plain");
            for (int i = 0; i < 500_000; i++) {
                out.write("0123456789".getBytes(UTF_8));
            }
            out.close();
        });
        assertThat(get("/long").body()).hasSize(5_000_000);
        HttpResponse<InputStream> packed =
                client.send(request("/long").header("Accept-Encoding", "gzip").build(), BodyHandlers.ofInputStream());
        assertThat(new GZIPInputStream(packed.body()).readAllBytes()).hasSize(5_000_000);
        HttpRequest head =
                request("/long").method("HEAD", BodyPublishers.noBody()).build();
        assertThat(client.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void an_answer_that_fails_half_way_is_cut_and_not_ended() {
        routes.on("GET", "/broken", x -> {
            OutputStream out = x.replyStream("text/plain");
            out.write(new byte[100_000]);
            throw new IllegalStateException("test");
        });
        assertThatThrownBy(() -> get("/broken")).isInstanceOf(java.io.IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void an_answer_that_fails_half_way_is_cut_even_where_its_writer_was_closed(String encoding) {
        routes.on("GET", "/broken", x -> {
            try (Writer out = new OutputStreamWriter(x.replyStream("text/plain"), UTF_8)) {
                out.write(noise(200_000));
                throw new IllegalStateException("test");
            }
        });
        HttpRequest asked =
                request("/broken").header("Accept-Encoding", encoding).build();
        assertThatThrownBy(() -> client.send(asked, BodyHandlers.ofByteArray())).isInstanceOf(IOException.class);
    }

    @Test
    void a_gzipped_answer_is_whole_when_its_writer_was_only_flushed() throws Exception {
        routes.on(
                "GET",
                "/long",
                x -> x.replyStream("text/plain").write(noise(200_000).getBytes(UTF_8)));
        HttpResponse<InputStream> packed =
                client.send(request("/long").header("Accept-Encoding", "gzip").build(), BodyHandlers.ofInputStream());
        assertThat(new GZIPInputStream(packed.body()).readAllBytes()).hasSize(200_000);
    }

    /** Letters that gzip cannot make much smaller. */
    private static String noise(int length) {
        return new Random(1)
                .ints(length, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void a_handler_that_fails_answers_500_without_details() throws Exception {
        routes.on("GET", "/fails", x -> {
            throw new IllegalStateException("secret detail");
        });
        HttpResponse<String> answer = get("/fails");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void an_error_in_a_handler_answers_500_too() throws Exception {
        routes.on("GET", "/fails", x -> {
            throw new StackOverflowError("secret detail");
        });
        routes.stream("GET", "/live/{file}", request -> {
            throw new StackOverflowError("secret detail");
        });
        assertThat(get("/fails").statusCode()).isEqualTo(500);
        assertThat(get("/live/1.ts").statusCode()).isEqualTo(500);
    }

    @Test
    void a_stream_whose_handler_fails_after_it_began_is_ended() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        routes.stream("GET", "/live/{file}", request -> {
            request.whenGone(left::countDown);
            request.accept("video/mp2t", Map.of());
            throw new IllegalStateException("test");
        });
        assertThat(get("/live/1.ts").body()).isEmpty();
        assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_task_that_fails_on_a_requests_loop_ends_the_request() throws Exception {
        routes.stream(
                "GET",
                "/refused",
                request -> Thread.ofVirtual()
                        .start(() -> request.run(() -> {
                            throw new IllegalStateException("test");
                        })));
        routes.stream(
                "GET",
                "/begun",
                request -> Thread.ofVirtual()
                        .start(() -> request.run(() -> {
                            request.accept("video/mp2t", Map.of());
                            throw new StackOverflowError("test");
                        })));
        assertThat(get("/refused").statusCode()).isEqualTo(500);
        assertThat(get("/begun").body()).isEmpty();
    }

    @Test
    void a_stream_begins_with_its_head_and_ends_with_the_connection() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        routes.stream("GET", "/live/{file}", request -> {
            request.whenGone(left::countDown);
            Takeover viewer = request.accept("video/mp2t", Map.of("Cache-Control", "no-store"));
            viewer.write(Unpooled.directBuffer().writeBytes("packets".getBytes(UTF_8)));
            viewer.flush();
            request.loop().schedule(viewer::close, 100, TimeUnit.MILLISECONDS);
        });
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write("GET /live/1.ts HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(all)
                    .startsWith("HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n")
                    .endsWith("\r\n\r\npackets");
            assertThat(all).doesNotContain("Transfer-Encoding").doesNotContain("Content-Length");
        }
        assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_viewer_who_leaves_or_talks_too_much_is_noticed() throws Exception {
        CountDownLatch left = new CountDownLatch(2);
        routes.stream("GET", "/live/{file}", request -> {
            request.whenGone(left::countDown);
            request.accept("video/mp2t", Map.of());
        });
        try (Socket leaver = new Socket("127.0.0.1", server.port())) {
            leaver.getOutputStream().write("GET /live/1.ts HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            assertThat(leaver.getInputStream().read()).isEqualTo('H');
        }
        try (Socket talker = new Socket("127.0.0.1", server.port())) {
            talker.getOutputStream().write("GET /live/1.ts HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            assertThat(talker.getInputStream().read()).isEqualTo('H');
            talker.getOutputStream().write(new byte[100_000]);
            assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_stream_can_be_refused_with_a_reason() throws Exception {
        routes.stream("GET HEAD", "/live/{file}", request -> request.refuse(502, "No feed of this channel opens."));
        HttpResponse<String> answer = get("/live/1.ts");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).isEqualTo("No feed of this channel opens.\n");
    }

    @Test
    void a_port_in_use_is_told_in_one_line() {
        HttpSettings taken =
                TestSettings.of(HttpSettings.class, Map.of("http.port", "" + server.port(), "http.host", "127.0.0.1"));
        assertThatThrownBy(() -> HttpServer.start(taken, routes, loops, new Metrics()))
                .isInstanceOf(PortInUse.class)
                .hasMessageContaining("127.0.0.1:" + server.port());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private String post(String path, String body, String type) throws Exception {
        HttpRequest post = request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(post, BodyHandlers.ofString()).body();
    }
}
