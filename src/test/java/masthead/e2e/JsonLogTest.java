package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The log of a process that was told to write JSON. */
@Tag("e2e")
class JsonLogTest {
    private static final JsonFactory JSON = new JsonFactory();

    @TempDir
    Path folder;

    @Test
    void every_line_from_the_first_to_the_last_is_an_object_and_none_holds_a_password() {
        try (ServerProcess server =
                ServerProcess.serve(folder, "operator-pw-31", Map.of("MASTHEAD_LOG_FORMAT", "json"))) {
            Provider refused = Provider.add(
                    server, "operator-pw-31", "http://127.0.0.1:1/get.php?username=me&password=upstream-pw-53");
            assertThat(refused.failToImport()).doesNotContain("upstream-pw-53");
            Web.get(server.address() + "/player_api.php?username=nora&password=wrong-pw-69");
            server.terminate();
            server.awaitEnd(Duration.ofSeconds(5));
            List<String> lines = server.log().lines().toList();
            assertThat(lines).hasSizeGreaterThan(3).allSatisfy(JsonLogTest::isOneObject);
            assertThat(lines)
                    .anyMatch(line -> line.matches(
                            ".*\"message\":\"Serving\",\"host\":\"127.0.0.1\",\"port\":\\d+,\"channels\":0.*"))
                    .anyMatch(line ->
                            line.contains("\"message\":\"Import ended\",\"provider\":\"1\",\"outcome\":\"Not applied"))
                    .noneMatch(line -> line.matches(".*(operator-pw-31|upstream-pw-53|wrong-pw-69).*"));
        }
    }

    private static void isOneObject(String line) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            json.skipChildren();
            assertThat(json.nextToken()).isNull();
        }
    }
}
