package masthead.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import masthead.config.Networks;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server takes for the client's address and for its own, behind proxies and without. */
class PeerTest {
    private static final String TRUSTED = "127.0.0.1, 10.0.0.0/8";

    private final Loops loops = Loops.start(1);

    @AfterEach
    void stop() {
        loops.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9|203.0.113.9",
                "198.51.100.1, 203.0.113.9|203.0.113.9",
                "198.51.100.1, 203.0.113.9, 10.0.0.7|203.0.113.9",
                "10.0.0.8, 10.0.0.7|10.0.0.8",
                "203.0.113.9:51234|203.0.113.9",
                "[2001:db8::7]:51234|2001:db8:0:0:0:0:0:7",
                "2001:db8::7|2001:db8:0:0:0:0:0:7",
                "203.0.113.9, unknown|127.0.0.1",
                "evil.example.net|127.0.0.1",
                "''|127.0.0.1"
            })
    void a_trusted_proxy_tells_the_last_address_that_is_not_a_proxy(String chain, String client) throws IOException {
        assertThat(ask(Map.of("http.trusted-proxies", TRUSTED), "Host: h\r\nX-Forwarded-For: " + chain))
                .startsWith(client + " ");
    }

    @Test
    void a_chain_may_be_in_several_headers() throws IOException {
        assertThat(ask(
                        Map.of("http.trusted-proxies", TRUSTED),
                        "Host: h\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-For: 10.0.0.7"))
                .startsWith("203.0.113.9 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host: tv.example.net;X-Forwarded-Proto: https|https://tv.example.net",
                "Host: tv.example.net:8443;X-Forwarded-Proto: https|https://tv.example.net:8443",
                "Host: inside:8000;X-Forwarded-Host: tv.example.net|http://tv.example.net",
                "Host: inside;X-Forwarded-Host: tv.example.net;X-Forwarded-Port: 8080|http://tv.example.net:8080",
                "Host: inside;X-Forwarded-Host: tv.example.net:81;X-Forwarded-Port: 80|http://tv.example.net:81",
                "Host: inside;X-Forwarded-Host: a/b;X-Forwarded-Proto: gopher;X-Forwarded-Port: 0|http://inside",
                "Host: inside;X-Forwarded-Host: spoofed, tv.example.net|http://tv.example.net",
            })
    void a_trusted_proxy_tells_where_players_reach_it(String headers, String origin) throws IOException {
        assertThat(ask(Map.of("http.trusted-proxies", TRUSTED), headers.replace(";", "\r\n")))
                .endsWith(" " + origin);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.9|203.0.113.9 http://inside",
                "For=203.0.113.9;Proto=https;Host=tv.example.net|203.0.113.9 https://tv.example.net",
                "for=\"[2001:db8::7]:51234\";host=\"tv.example.net:8443\";proto=https|2001:db8:0:0:0:0:0:7 https://tv.example.net:8443",
                "for=198.51.100.1;host=evil, for=203.0.113.9;host=tv.example.net;proto=https, for=10.0.0.7;host=p;proto=http"
                        + "|203.0.113.9 https://tv.example.net",
                "for=unknown;host=tv.example.net|127.0.0.1 http://tv.example.net",
                "for=_hidden;proto=gopher;host=\"a/b\"|127.0.0.1 http://inside",
                "for=\"203.0.113.9|203.0.113.9 http://inside",
                ";;,,=;=,\"\\|127.0.0.1 http://inside",
            })
    void a_trusted_proxy_may_tell_it_all_in_one_header(String forwarded, String seen) throws IOException {
        assertThat(ask(Map.of("http.trusted-proxies", TRUSTED), "Host: inside\r\nForwarded: " + forwarded))
                .isEqualTo(seen);
    }

    @Test
    void the_one_header_is_not_believed_beside_those_that_a_proxy_set() throws IOException {
        assertThat(ask(
                        Map.of("http.trusted-proxies", TRUSTED),
                        "Host: inside\r\nX-Forwarded-For: 203.0.113.9\r\nForwarded: for=1.1.1.1;host=evil;proto=https"))
                .isEqualTo("203.0.113.9 http://inside");
        assertThat(ask(Map.of(), "Host: inside\r\nForwarded: for=1.1.1.1;host=evil;proto=https"))
                .isEqualTo("127.0.0.1 http://inside");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/tv|http://inside/tv",
                "/video/tv/|http://inside/video/tv",
                "/|http://inside",
                "tv|http://inside",
                "/../etc|http://inside",
                "//evil.example.net|http://inside",
                "/a b|http://inside",
                "/spoofed, /tv|http://inside/tv",
            })
    void a_trusted_proxy_tells_the_path_in_front_of_ours(String prefix, String origin) throws IOException {
        assertThat(ask(Map.of("http.trusted-proxies", TRUSTED), "Host: inside\r\nX-Forwarded-Prefix: " + prefix))
                .endsWith(" " + origin);
        assertThat(ask(Map.of(), "Host: inside\r\nX-Forwarded-Prefix: " + prefix))
                .endsWith(" http://inside");
    }

    @Test
    void the_base_path_of_the_settings_wins_and_is_in_the_public_address() throws IOException {
        Map<String, String> own = Map.of("http.trusted-proxies", TRUSTED, "http.base-path", "/tv/");
        assertThat(ask(own, "Host: inside\r\nX-Forwarded-Prefix: /other")).endsWith(" http://inside/tv");
        assertThat(ask(Map.of("http.public-url", "https://tv.example.net", "http.base-path", "/tv"), "Host: h"))
                .endsWith(" https://tv.example.net/tv");
    }

    @ParameterizedTest
    @CsvSource({"/tv/who,200", "/who,200", "/tv,404", "/tvwho,404", "/tv/tv/who,404", "/TV/who,404", "//tv/who,404"})
    void requests_are_answered_with_the_base_path_and_without(String path, int status) throws IOException {
        assertThat(answer(path, Map.of("http.base-path", "/tv"), "Host: h")).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void nobody_else_is_believed() throws IOException {
        String headers = "Host: tv.example.net\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n"
                + "X-Forwarded-Host: evil.example.net\r\nX-Forwarded-Port: 1";
        assertThat(ask(Map.of(), headers)).isEqualTo("127.0.0.1 http://tv.example.net");
        assertThat(ask(Map.of("http.trusted-proxies", "10.0.0.0/8"), headers))
                .isEqualTo("127.0.0.1 http://tv.example.net");
    }

    @Test
    void the_public_address_wins_over_all() throws IOException {
        assertThat(ask(
                        Map.of("http.trusted-proxies", TRUSTED, "http.public-url", "https://tv.example.net:8443"),
                        "Host: h\r\nX-Forwarded-Host: other"))
                .endsWith(" https://tv.example.net:8443");
    }

    @Test
    void without_a_host_it_is_the_address_that_was_connected_to() throws IOException {
        assertThat(ask(Map.of(), "X-Nothing: x")).matches("127\\.0\\.0\\.1 http://127\\.0\\.0\\.1:\\d+");
    }

    @Test
    void an_ipv6_address_of_ours_is_written_in_brackets() throws UnknownHostException {
        assertThat(Peer.written(Networks.address("2001:db8::7"))).isEqualTo("[2001:db8:0:0:0:0:0:7]");
        assertThat(Peer.written(Inet6Address.getByAddress(
                        "", Networks.address("fe80::1").getAddress(), 3)))
                .isEqualTo("[fe80:0:0:0:0:0:0:1]");
        assertThat(Peer.written(Networks.address("127.0.0.1"))).isEqualTo("127.0.0.1");
    }

    /** The client's address and our own, as the server sees them. */
    private String ask(Map<String, String> own, String headers) throws IOException {
        String answer = answer("/who", own, headers);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private String answer(String path, Map<String, String> own, String headers) throws IOException {
        Map<String, String> values = new HashMap<>(Map.of("http.port", "0", "http.host", "127.0.0.1"));
        values.putAll(own);
        Routes routes =
                new Routes().on("GET", "/who", x -> x.reply(200, "text/plain", x.clientAddress() + " " + x.origin()));
        try (HttpServer server =
                        HttpServer.start(TestSettings.of(HttpSettings.class, values), routes, loops, new Metrics());
                Socket socket = new Socket("127.0.0.1", server.port())) {
            String head = "GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
