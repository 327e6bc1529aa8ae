package masthead.xtream;

import static masthead.xtream.DoorWorld.NORA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import masthead.studio.Golden;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuideRouteTest {
    private DoorWorld world;

    @BeforeAll
    void open(@TempDir Path folder) {
        world = new DoorWorld(folder, DoorWorld.UNHURRIED);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/xmltv.php?" + NORA, "/epg/nora/k7Qz9x", "/xmltv.php?gzip=0&" + NORA})
    void the_guide_is_as_its_golden_file(String path) {
        HttpResponse<String> answer = world.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/xml; charset=utf-8");
        Golden.check("xtream/guide.xml", answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/xmltv.php?gzip=1&" + NORA, "/epg/nora/k7Qz9x/gz"})
    void the_guide_as_a_file_is_gzipped_without_being_encoded(String path) throws Exception {
        HttpResponse<String> head = world.send("HEAD", path, "");
        assertThat(head.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"epg.xml.gz\"");
        assertThat(head.headers().firstValue("Content-Encoding")).isEmpty();
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(world.bytes(path)))) {
            Golden.check("xtream/guide.xml", new String(plain.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void a_player_that_has_the_guide_is_told_so() {
        String etag =
                world.get("/xmltv.php?" + NORA).headers().firstValue("ETag").orElseThrow();
        assertThat(world.get("/xmltv.php?" + NORA, "If-None-Match", etag).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"username=nora&password=wrong", "", "username=dora&password=d0ra"})
    void a_refusal_is_403_and_no_guide(String query) {
        HttpResponse<String> answer = world.get("/xmltv.php?" + query);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("<tv");
    }
}
