package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks over REST, as an owner's scripts set them up. */
@SuppressWarnings("NullAway.Init") // set before each
class WebhookRoutesTest {
    @TempDir
    Path folder;

    private RestHouse house;

    @BeforeEach
    void open() {
        house = new RestHouse(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> add(String body) {
        return house.ask("POST", "/api/webhooks", body);
    }

    @Test
    void one_is_added_changed_and_removed_and_its_address_never_comes_out() {
        HttpResponse<String> added = add("""
                {"name":"Ops","url":"https://hooks.example.net/services/T0KEN","events":["source-down","disk-low"]}""");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("Location")).contains("/api/webhooks/1");
        assertThat(added.body())
                .matches(
                        "\\{\"id\":1,\"name\":\"Ops\",\"host\":\"hooks.example.net\",\"events\":\\[\"source-down\","
                                + "\"disk-low\"],\"enabled\":true,\"waiting\":0,\"last\":null,\"secret\":\"[A-Za-z0-9_-]{43}\"}");
        HttpResponse<String> edited =
                house.ask("PATCH", "/api/webhooks/1", "{\"enabled\":false,\"events\":[\"engine-lost\"]}");
        assertThat(edited.body())
                .isEqualTo("{\"id\":1,\"name\":\"Ops\",\"host\":\"hooks.example.net\",\"events\":[\"engine-lost\"],"
                        + "\"enabled\":false,\"waiting\":0,\"last\":null}");
        assertThat(house.get("/api/webhooks")).isEqualTo("{\"total\":1,\"items\":[" + edited.body() + "]}");
        assertThat(house.get("/api/webhooks/1")).isEqualTo(edited.body());
        assertThat(house.ask("POST", "/api/webhooks/1/secret", "").body()).matches("\\{\"secret\":\"[\\w-]{43}\"}");
        assertThat(house.ask("DELETE", "/api/webhooks/1", "").statusCode()).isEqualTo(204);
        assertThat(house.ask("GET", "/api/webhooks/1", "").statusCode()).isEqualTo(404);
        assertThat(house.audit("webhook"))
                .containsExactly(
                        "add webhook 1 Ops", "edit webhook 1 Ops", "edit webhook 1 secret", "remove webhook 1 Ops");
    }

    @Test
    void what_cannot_be_is_refused_with_what_can() {
        assertThat(add("{\"name\":\"x\"}").statusCode()).isEqualTo(400);
        assertThat(add("{\"name\":\"x\",\"url\":\"gopher://x/\"}").body()).contains("begins with http:// or https://");
        assertThat(add("{\"name\":\"x\",\"url\":\"http://x/\",\"events\":[\"test\"]}")
                        .body())
                .contains("source-down, source-back, list-quarantined");
        assertThat(add("{\"name\":\"x\",\"url\":\"http://x/\",\"events\":[]}").statusCode())
                .isEqualTo(400);
        assertThat(house.ask("POST", "/api/webhooks/7/test", "").statusCode()).isEqualTo(404);
        assertThat(house.get("/api/webhooks")).isEqualTo("{\"total\":0,\"items\":[]}");
    }

    @Test
    void a_test_is_sent_at_once_and_tells_how_that_ended() throws IOException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/ok") ? 204 : 403, -1);
            exchange.close();
        });
        receiver.start();
        try {
            String base = "http://127.0.0.1:" + receiver.getAddress().getPort();
            add("{\"name\":\"Good\",\"url\":\"" + base + "/ok\"}");
            add("{\"name\":\"Bad\",\"url\":\"" + base + "/no\"}");
            assertThat(house.ask("POST", "/api/webhooks/1/test", "").body())
                    .isEqualTo("{\"at\":\"2026-01-01T12:00:00Z\",\"delivered\":true,\"result\":\"answered 204\"}");
            assertThat(house.ask("POST", "/api/webhooks/2/test", "").body())
                    .isEqualTo("{\"at\":\"2026-01-01T12:00:00Z\",\"delivered\":false,\"result\":\"answered 403\"}");
            assertThat(house.get("/api/webhooks/2")).contains("\"last\":{\"at\":\"2026-01-01T12:00:00Z\"");
        } finally {
            receiver.stop(0);
        }
    }
}
