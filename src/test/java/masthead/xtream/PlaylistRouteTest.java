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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaylistRouteTest {
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
    @CsvSource({
        "'', playlist_plus",
        "&type=m3u_plus&output=ts, playlist_plus",
        "&type=m3u, playlist_plain",
        "&type=m3u_plus&output=hls, playlist_hls",
        "&output=m3u8, playlist_hls",
        "&output=mpegts&key=live, playlist_plus",
        "'&key=movie,series', playlist_empty",
    })
    void each_playlist_is_as_its_golden_file(String query, String golden) {
        HttpResponse<String> answer = world.get("/get.php?" + NORA + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("audio/x-mpegurl; charset=utf-8");
        Golden.check("xtream/" + golden + ".m3u", answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/playlist/nora/k7Qz9x", "/playlist/nora/k7Qz9x/m3u_plus", "/playlist/nora/k7Qz9x/m3u_plus/ts"})
    void the_short_address_answers_the_same(String path) {
        Golden.check("xtream/playlist_plus.m3u", world.get(path).body());
    }

    @Test
    void a_post_with_an_empty_object_as_body_gets_the_playlist() {
        HttpResponse<String> answer = world.send("POST", "/get.php?" + NORA, "{}", "Content-Type", "application/json");
        Golden.check("xtream/playlist_plus.m3u", answer.body());
    }

    @Test
    void head_tells_the_type_without_a_body() {
        HttpResponse<String> head = world.send("HEAD", "/get.php?" + NORA, "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"playlist_nora_plus.m3u\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"username=nora&password=wrong", "", "username=dora&password=d0ra", "username=olga&password=0lga"
            })
    void a_refusal_is_403_and_no_playlist(String query) {
        HttpResponse<String> answer = world.get("/get.php?" + query);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("#EXTM3U").isNotBlank();
    }

    @Test
    void a_playlist_is_gzipped_for_those_who_can_read_it() throws Exception {
        byte[] packed = world.bytes("/get.php?" + NORA, "Accept-Encoding", "gzip");
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            Golden.check("xtream/playlist_plus.m3u", new String(plain.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
