package masthead.headend;

import static masthead.headend.TestHeadend.list;
import static masthead.headend.TestHeadend.ten;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.http.Fetch;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists from an HTTP server, a file or an upload, and what may go wrong on the way. */
class ListFetchTest {
    private static final byte[] LIST = list(ten(0)).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final JdkFetch fetch = new JdkFetch();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(0);
        fetch.close();
        try (var left = Files.list(folder)) {
            assertThat(left.filter(each -> each.toString().endsWith(".spool"))).isEmpty();
        }
    }

    @Test
    void a_list_is_fetched_with_the_providers_user_agent() throws IOException {
        String[] seen = new String[1];
        answer(exchange -> {
            seen[0] = exchange.getRequestHeaders().getFirst("User-Agent");
            send(exchange, 200, LIST);
        });
        assertThat(fetched(url())).isEqualTo(LIST);
        assertThat(seen[0]).isEqualTo("VLC/3.0.18");
    }

    @Test
    void a_list_of_a_provider_without_a_user_agent_is_fetched_as_a_player_would() throws IOException {
        String[] seen = new String[1];
        answer(exchange -> {
            seen[0] = exchange.getRequestHeaders().getFirst("User-Agent");
            send(exchange, 200, LIST);
        });
        Provider provider = new Provider(
                new ProviderId(1),
                "Panel",
                ProviderKind.M3U,
                url(),
                0,
                "",
                Instant.EPOCH,
                Optional.empty(),
                Reach.DIRECT);
        new Spool(fetch, folder, limits(1 << 20), Clock.systemUTC())
                .fetch(provider)
                .close();
        assertThat(seen[0]).isEqualTo("Player/1.0");
    }

    @Test
    void a_gzipped_list_is_recognised_by_its_first_bytes_under_any_name() throws IOException {
        answer(exchange -> send(exchange, 200, gzip(LIST)));
        assertThat(fetched(url())).isEqualTo(LIST);
    }

    @Test
    void a_local_file_is_read_by_path_and_by_address() throws IOException {
        Path file = Files.write(folder.resolve("my list.m3u"), LIST);
        assertThat(fetched(file.toString())).isEqualTo(LIST);
        assertThat(fetched(file.toUri().toString())).isEqualTo(LIST);
        Path packed = Files.write(folder.resolve("list.gz"), gzip(LIST));
        assertThat(fetched(packed.toString())).isEqualTo(LIST);
    }

    @Test
    void a_status_that_is_no_success_fails() {
        answer(exchange -> send(exchange, 403, LIST));
        assertFailed(url(), "status 403");
    }

    @Test
    void a_server_that_is_not_there_a_file_that_is_not_there_and_a_strange_address_fail() {
        String address = url();
        server.stop(0);
        assertFailed(address, "does not answer");
        assertFailed(folder.resolve("nothing").toString(), "no such file");
        assertFailed(folder.toString(), "no such file");
        assertFailed("ftp://tv.example.net/list", "http, https or file");
        assertFailed("file://elsewhere/%%", "names no file");
        assertFailed("", "upload");
    }

    @Test
    void a_list_shorter_than_promised_is_doubtful() {
        answer(exchange -> {
            exchange.sendResponseHeaders(200, LIST.length + 100);
            exchange.getResponseBody().write(LIST);
            exchange.getResponseBody().flush();
            server.stop(0);
        });
        assertDoubtful(url(), "broke off");
    }

    @Test
    void a_fetch_that_does_not_notice_a_missing_end_is_noticed() {
        Spool spool = new Spool(
                (url, headers) -> new Answered(new ByteArrayInputStream(LIST), LIST.length + 1),
                folder,
                limits(1 << 20),
                Clock.systemUTC());
        assertThat(outcome(() -> spool.fetch(provider("http://any/")))).contains("ListDoubtful", "cut short");
    }

    @Test
    void a_gzip_cut_short_is_doubtful() {
        byte[] packed = gzip(LIST);
        answer(exchange -> send(exchange, 200, Arrays.copyOf(packed, packed.length - 20)));
        assertDoubtful(url(), "broke off");
        assertThat(outcome(() -> spool().take(new ByteArrayInputStream(Arrays.copyOf(packed, 5)))))
                .contains("ListDoubtful");
    }

    @Test
    void a_small_gzip_that_unpacks_to_too_much_is_doubtful() {
        answer(exchange -> send(exchange, 200, gzip(new byte[8 << 20])));
        assertDoubtful(url(), "larger than headend.unpacked-limit, 1MiB");
    }

    @Test
    void a_list_that_trickles_for_too_long_fails() {
        Clock rushing = new Clock() {
            private Instant now = Instant.EPOCH;

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                now = now.plusSeconds(40);
                return now;
            }
        };
        Spool spool = new Spool(fetch, folder, limits(1 << 20), rushing);
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                buffer[offset] = 'x';
                return 1;
            }
        };
        assertThat(outcome(() -> spool.take(endless))).contains("ListFailed", "60 s");
    }

    @Test
    void a_reason_never_holds_the_address() {
        server.stop(0);
        assertThat(outcome(() -> spool().fetch(provider(url() + "?username=nora&password=hunter2"))))
                .doesNotContain("nora", "hunter2");
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void answer(Answer answer) {
        server.createContext("/", exchange -> {
            try (exchange) {
                answer.to(exchange);
            }
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/get.php";
    }

    private Spool spool() {
        return new Spool(fetch, folder, limits(1 << 20), Clock.systemUTC());
    }

    private byte[] fetched(String url) throws IOException {
        try (SpooledList list = spool().fetch(provider(url))) {
            return list.document().readAllBytes();
        }
    }

    private void assertFailed(String url, String reason) {
        assertThat(outcome(() -> spool().fetch(provider(url)))).contains("ListFailed", reason);
    }

    private void assertDoubtful(String url, String reason) {
        assertThat(outcome(() -> spool().fetch(provider(url)))).contains("ListDoubtful", reason);
    }

    private static String outcome(Supplier<SpooledList> fetching) {
        try (SpooledList list = fetching.get()) {
            return list.trouble().map("ListDoubtful: "::concat).orElseGet(() -> "a list: " + list);
        } catch (ListFailed | ListDoubtful e) {
            return e.toString();
        }
    }

    private static Provider provider(String url) {
        return new Provider(
                new ProviderId(1),
                "Panel",
                ProviderKind.M3U,
                url,
                0,
                "VLC/3.0.18",
                Instant.EPOCH,
                Optional.empty(),
                Reach.DIRECT);
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    private static HeadendSettings limits(long unpacked) {
        return TestSettings.of(
                HeadendSettings.class,
                Map.of(
                        "headend.unpacked-limit", Long.toString(unpacked),
                        "headend.patience", "1m",
                        "headend.user-agent", "Player/1.0"));
    }

    /** An answer that promises {@code promised} bytes and ends early without an error. */
    private record Answered(InputStream body, int promised) implements Fetch.Document {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(
                    Map.of("Content-Length", Integer.toString(promised)).get(name));
        }

        @Override
        public void close() {}
    }
}
