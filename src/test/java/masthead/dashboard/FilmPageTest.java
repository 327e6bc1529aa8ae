package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import masthead.dashboard.DashHouse.Browser;
import masthead.studio.FakePanel;
import masthead.studio.FileMood;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A film in an operator's own browser. */
class FilmPageTest {
    private static final String FILM = "It begins, it goes on, and it ends. ".repeat(100);

    @TempDir
    Path folder;

    @Test
    void an_operator_plays_a_film_in_ranges_beside_all_subscribers() {
        try (FakePanel panel = new FakePanel().on("/film.mp4", FileMood.of(FILM.getBytes(StandardCharsets.UTF_8)));
                DashHouse house = new DashHouse(folder, Map.of())) {
            house.provider("North", """
                    #EXTM3U
                    #EXTINF:-1,The film
                    %s
                    #EXTINF:-1,Another
                    %s
                    """.formatted(panel.url("/film.mp4"), panel.url("/gone.mp4")));
            Browser vera = house.loggedIn("vera");
            assertThat(vera.get("/dashboard/titles/1").body())
                    .contains("src=\"/dashboard/film/1\"", "preload=\"none\"")
                    .doesNotContain(panel.url(""));
            HttpResponse<String> part = vera.get("/dashboard/film/1", "Range", "bytes=3-9");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(FILM.substring(3, 10));
            assertThat(part.headers().firstValue("Content-Type")).contains("video/mp4");
            assertThat(part.headers().firstValue("Content-Security-Policy")).isPresent();
            assertThat(vera.get("/dashboard/film/1").body()).isEqualTo(FILM);
            assertThat(vera.get("/dashboard/film/2").statusCode()).isEqualTo(404);
            for (String none : List.of("3", "0", "x")) {
                assertThat(vera.get("/dashboard/film/" + none).statusCode()).isEqualTo(404);
            }
            assertThat(house.stranger().get("/dashboard/film/1").statusCode()).isEqualTo(303);
            house.loggedIn("edith").post("/dashboard/titles/1", Map.of("name", "", "group", "", "hidden", "on"));
            assertThat(vera.get("/dashboard/titles/1").body())
                    .contains("Hidden from players")
                    .doesNotContain("<video");
        }
    }
}
