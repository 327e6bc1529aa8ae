package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.dashboard.DashHouse.Browser;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel's picture for operators: who gets it, and by which address. Its source does not answer: who is let in is told so. */
@SuppressWarnings("NullAway.Init") // set before each
class PicturePagesTest {
    private static final int LET_IN = 502;

    @TempDir
    Path folder;

    private DashHouse house;

    @BeforeEach
    void open() {
        house = new DashHouse(folder, Map.of());
        house.provider("North", """
                #EXTM3U
                #EXTINF:-1 group-title="News",One <b>, "first"
                http://127.0.0.1:1/one.ts
                #EXTINF:-1 group-title="News",Two
                http://127.0.0.1:1/two.ts
                """);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static String ticket(Browser browser, int channel) {
        String page = browser.get("/dashboard/channels/" + channel + "/play").body();
        String address = Jsoup.parse(page).select("#line-play").text();
        assertThat(address).contains("/dashboard/play/" + channel + ".ts?ticket=");
        return address.substring(address.indexOf("/dashboard/play/"));
    }

    @Test
    void a_player_beside_the_browser_watches_one_channel_by_its_address_for_four_hours() {
        String address = ticket(house.loggedIn("vera"), 1);
        Browser player = house.stranger();
        assertThat(player.get(address).statusCode()).isEqualTo(LET_IN);
        assertThat(player.get(address.replace("/1.ts", "/1.m3u8")).statusCode()).isEqualTo(LET_IN);
        assertThat(player.get(address.replace("/1.ts", "/2.ts")).statusCode()).isEqualTo(401);
        house.clock.pass(Duration.ofHours(4).plusSeconds(1));
        assertThat(player.get(address).statusCode()).isEqualTo(401);
    }

    @Test
    void a_ticket_that_was_made_up_is_none() {
        String address = ticket(house.loggedIn("vera"), 1);
        Browser player = house.stranger();
        Matcher parts = Pattern.compile("(.*ticket=)([^.]+)\\.(\\d+)\\.(.+)").matcher(address);
        assertThat(parts.matches()).isTrue();
        String path = parts.group(1);
        for (String ticket : new String[] {
            "",
            "..",
            parts.group(2) + "." + parts.group(3) + ".",
            parts.group(2) + ".9999999999." + parts.group(4),
            "cm9vdA." + parts.group(3) + "." + parts.group(4),
            "%00." + parts.group(3) + ".!!"
        }) {
            assertThat(player.get(path + ticket).statusCode()).as(ticket).isEqualTo(401);
        }
        assertThat(player.get("/dashboard/play/1.ts").statusCode()).isEqualTo(401);
        assertThat(player.get("/dashboard/watch/1.ts").statusCode()).isEqualTo(401);
        assertThat(player.get("/dashboard/watch/1.m3u8").statusCode()).isEqualTo(401);
    }

    @Test
    void the_ticket_of_a_removed_operator_is_none() {
        String address = ticket(house.loggedIn("vera"), 1);
        house.loggedIn("root").post("/dashboard/operators/vera/remove", Map.of());
        assertThat(house.stranger().get(address).statusCode()).isEqualTo(401);
    }

    @Test
    void the_login_of_a_browser_is_enough() {
        Browser vera = house.loggedIn("vera");
        assertThat(vera.get("/dashboard/watch/1.ts").statusCode()).isEqualTo(LET_IN);
        assertThat(vera.get("/dashboard/watch/1.m3u8").statusCode()).isEqualTo(LET_IN);
        for (String file : new String[] {"9.ts", "0.ts", "x.ts", "1.mp4", "1"}) {
            assertThat(vera.get("/dashboard/watch/" + file).statusCode())
                    .as(file)
                    .isEqualTo(404);
        }
    }

    @Test
    void a_playlist_file_has_the_channel_alone() {
        HttpResponse<String> file = house.loggedIn("vera").get("/dashboard/channels/1/play.m3u");
        assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("audio/x-mpegurl");
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("channel-1.m3u");
        assertThat(file.body().lines()).hasSize(3).first().isEqualTo("#EXTM3U");
        assertThat(file.body()).contains("#EXTINF:-1,One").doesNotContain("<b>", "\"first");
    }

    @Test
    void what_is_not_on_air_cannot_be_switched_and_the_page_says_so() {
        Browser edith = house.loggedIn("edith");
        edith.post("/dashboard/channels/1/switch", Map.of());
        assertThat(edith.get("/dashboard/channels/1").body()).contains("is not on air, so there is nothing to switch");
    }
}
