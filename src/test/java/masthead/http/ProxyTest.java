package masthead.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import masthead.config.ProxyUrl;
import masthead.http.Upstreams.Ending;
import masthead.studio.FakePanel;
import masthead.studio.FakeProxy;
import masthead.studio.FakeProxy.Manner;
import masthead.studio.Moods;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams and lists through real proxies on sockets. */
class ProxyTest {
    private static final String TEXT = "the body";

    private final Loops loops = Loops.start(1);
    private final HttpSettings settings = TestSettings.of(HttpSettings.class, Map.of());
    private final FakePanel panel = new FakePanel().on("/list", Moods.document("text/plain", TEXT));
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(panel));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        loops.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http://, '', http CONNECT",
        "http://nora:k7%20Q:9@, nora:k7 Q:9, http CONNECT",
        "socks5://, '', socks5",
        "socks5://nora:k7%20Q9@, nora:k7 Q9, socks5",
        "socks4://, '', socks4",
        "socks4://nora@, nora, socks4"
    })
    void a_stream_and_a_list_go_through_a_proxy_that_looks_names_up_itself(
            String address, String login, String protocol) {
        FakeProxy proxy = proxy(login);
        String url = "http://only-the-proxy-knows.invalid:" + panel.port() + "/list";
        WayOut way = way(address.replace("k7%20Q:9", "k7%20Q%3A9") + "127.0.0.1:" + proxy.port());
        assertThat(streamed(url, way)).isEqualTo("200 the body, Closed");
        assertThat(fetched(url, way)).isEqualTo("200 the body");
        String asked = protocol + " only-the-proxy-knows.invalid:" + panel.port();
        assertThat(proxy.asked()).containsExactly(asked, asked);
        assertThat(panel.requests("/list")).hasSize(2);
    }

    @Test
    void redirects_go_through_the_proxy_too() {
        FakeProxy proxy = proxy("");
        panel.on("/moved", Moods.redirect("http://elsewhere.invalid:" + panel.port() + "/list"));
        assertThat(streamed(
                        "http://first.invalid:" + panel.port() + "/moved", way("socks5://127.0.0.1:" + proxy.port())))
                .isEqualTo("200 the body, Closed");
        assertThat(proxy.asked())
                .containsExactly("socks5 first.invalid:" + panel.port(), "socks5 elsewhere.invalid:" + panel.port());
    }

    @Test
    void an_https_address_is_reached_by_connect_and_spoken_to_in_tls() throws IOException {
        FakeProxy proxy = proxy("");
        List<Integer> firstBytes = new CopyOnWriteArrayList<>();
        try (ServerSocket target = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread.startVirtualThread(() -> {
                try (Socket socket = target.accept()) {
                    firstBytes.add(socket.getInputStream().read());
                } catch (IOException e) {
                    firstBytes.add(-1);
                }
            });
            String url = "https://tls.invalid:" + target.getLocalPort() + "/list";
            assertThat(streamed(url, way("http://127.0.0.1:" + proxy.port()))).startsWith("Unreachable");
            assertThat(proxy.asked()).containsOnly("http CONNECT tls.invalid:" + target.getLocalPort());
            assertThat(firstBytes).containsExactly(22); // a TLS handshake record, RFC 8446, 5.1
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http, REFUSES, the proxy answered 403",
        "socks5, REFUSES, the proxy cannot connect (forbidden)",
        "socks4, REFUSES, the proxy cannot connect (rejected_or_failed)",
        "http, HANGS, the proxy does not answer in time",
        "socks5, HANGS, the proxy does not answer in time",
        "http, HANGS_UP, the proxy hung up",
        "socks5, HANGS_UP, the proxy hung up"
    })
    void a_proxy_that_fails_is_named_as_the_one_who_failed(String protocol, Manner manner, String reason) {
        FakeProxy proxy = proxy("").behaving(manner);
        WayOut way = way(protocol + "://127.0.0.1:" + proxy.port());
        assertThat(streamed(panel.url("/list"), way)).isEqualTo("Unreachable[reason=" + reason + "]");
        assertThatThrownBy(() -> fetched(panel.url("/list"), way)).hasMessage(reason);
        assertThat(panel.requests("/list")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void a_proxy_that_wants_another_password_says_so_without_ours(String protocol) {
        FakeProxy proxy = proxy("nora:right");
        WayOut way = way(protocol + "://nora:hunter2@127.0.0.1:" + proxy.port());
        assertThat(streamed(panel.url("/list"), way))
                .isEqualTo("Unreachable[reason=the proxy refuses the user and password]");
    }

    @Test
    void a_proxy_that_is_not_there_is_told_from_a_source_that_is_not_there() throws IOException {
        int free;
        try (ServerSocket nobody = new ServerSocket(0)) {
            free = nobody.getLocalPort();
        }
        assertThat(streamed(panel.url("/list"), way("http://127.0.0.1:" + free)))
                .isEqualTo("Unreachable[reason=the proxy refused the connection]");
        assertThat(streamed(panel.url("/list"), way("socks5://no-such-proxy.invalid:1080")))
                .isEqualTo("Unreachable[reason=no such proxy]");
        assertThat(streamed("http://127.0.0.1:" + free + "/", WayOut.DIRECT))
                .isEqualTo("Unreachable[reason=connection refused]");
    }

    @Test
    void closing_a_call_while_the_proxy_hangs_closes_its_connection() {
        FakeProxy proxy = proxy("").behaving(Manner.HANGS);
        EventLoop loop = loops.next();
        Heard heard = new Heard();
        Upstreams through = new Upstreams(settings, loops).by(way("socks5://127.0.0.1:" + proxy.port()));
        Upstreams.Call call = through.open(request(panel.url("/list")), loop, heard);
        await().until(() -> proxy.asked().size() == 1);
        loop.execute(call::close);
        await().until(() -> proxy.connections() == 0);
        assertThat(heard.text()).isEmpty();
    }

    private FakeProxy proxy(String login) {
        FakeProxy proxy = new FakeProxy(login);
        opened.add(proxy);
        return proxy;
    }

    private static WayOut way(String proxy) {
        return new WayOut(Optional.of(ProxyUrl.parse(proxy)), Optional.of(Duration.ofSeconds(1)));
    }

    private static Upstreams.Request request(String url) {
        return new Upstreams.Request(url, Map.of(), Duration.ofSeconds(20), Duration.ZERO);
    }

    /** What a sink hears: status and body, and how it ended. */
    private String streamed(String url, WayOut way) {
        EventLoop loop = loops.next();
        Heard heard = new Heard();
        loop.execute(() -> new Upstreams(settings, loops).by(way).open(request(url), loop, heard));
        heard.await();
        return heard.text();
    }

    private String fetched(String url, WayOut way) {
        try (Fetch.Document document = new StreamFetch(settings, loops).by(way).open(url, Map.of())) {
            return document.status() + " " + new String(document.body().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Heard implements Upstreams.Sink {
        private final AtomicReference<String> text = new AtomicReference<>("");
        private final CountDownLatch over = new CountDownLatch(1);

        @Override
        public void opened(Upstreams.Head head) {
            add(head.status() + " ");
        }

        @Override
        public void bytes(ByteBuf bytes) {
            add(bytes.toString(StandardCharsets.UTF_8));
        }

        @Override
        public void ended(Ending why) {
            add(why instanceof Ending.Closed ? ", Closed" : why.toString());
            over.countDown();
        }

        private void add(String more) {
            text.updateAndGet(known -> known + more);
        }

        void await() {
            try {
                assertThat(over.await(30, TimeUnit.SECONDS))
                        .as("%s", text.get())
                        .isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        String text() {
            return text.get();
        }
    }
}
