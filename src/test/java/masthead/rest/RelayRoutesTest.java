package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a channel while somebody watches it. */
class RelayRoutesTest {
    @TempDir
    Path folder;

    private WholeHouse house;
    private Contract contract;

    @BeforeEach
    void open() {
        house = new WholeHouse(folder, Map.of());
        contract = house.contract();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void a_channel_on_air_is_told_switched_and_its_viewer_ended_as_the_document_says() {
        String added = house.ask("POST", "/api/providers", "{\"name\":\"Cards\"}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        house.ask("PUT", added + "/list", "#EXTM3U\n#EXTINF:-1,Card\ncard:one\n");
        String id = first("/api/channels?search=card", "id");
        CompletableFuture<HttpResponse<InputStream>> watching = house.watch("/live/admin/password/" + id + ".ts");
        try {
            await().untilAsserted(() ->
                    assertThat(asked("GET", "/api/relays/" + id, "")).contains("\"state\":\"on-air\""));
            asked("POST", "/api/relays/" + id + "/switch", "{}");
            for (String path : List.of("/api/relays", "/api/slots", "/api/zaps", "/api/engines")) {
                asked("GET", path, "");
            }
            String viewer =
                    String.valueOf(Tree.object(Tree.list(Tree.object(Tree.read(asked("GET", "/api/relays/" + id, "")))
                                            .get("viewers"))
                                    .getFirst())
                            .get("id"));
            asked("DELETE", "/api/viewers/" + viewer, "");
        } finally {
            watching.cancel(true);
            house.ask("DELETE", added, "");
        }
    }

    /** What is answered, well and as the document says. */
    private String asked(String method, String path, String body) {
        HttpResponse<String> answer = house.ask(method, path, body);
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isLessThan(300);
        contract.check(method, path, answer);
        return answer.body();
    }

    private String first(String path, String field) {
        return String.valueOf(Tree.object(
                        Tree.list(Tree.object(Tree.read(asked("GET", path, ""))).get("items"))
                                .getFirst())
                .get(field));
    }
}
