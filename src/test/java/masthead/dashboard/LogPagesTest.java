package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log in the browser: what is logged comes there, and what nobody may see does not. */
@SuppressWarnings("NullAway.Init") // set before each
class LogPagesTest {
    private static final Logger tuner = LoggerFactory.getLogger("masthead.tuner.Tuner");
    private static final Logger library = LoggerFactory.getLogger("org.example.Library");

    @TempDir
    Path folder;

    private DashHouse house;

    @BeforeEach
    void open() {
        house = new DashHouse(folder, Map.of("dashboard.log-lines", "150"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Document page(String query) {
        return Jsoup.parse(
                house.loggedIn("edith").get("/dashboard/logs" + query).body());
    }

    private static List<String> said(Document page) {
        return page.select("tbody td:last-child").eachText();
    }

    @Test
    void an_address_with_a_password_in_an_exception_is_not_shown() {
        String address = "http://panel.example.net:8080/get.php?username=me&password=pr0vider-s3cret&type=m3u";
        tuner.atError()
                .setCause(new IllegalStateException(
                        "no answer from " + address, new IllegalArgumentException("at <" + address + ">")))
                .addKeyValue("url", "https://me:us3r-s3cret@tv.example.net/live/me/pa7h-s3cret/1.ts")
                .addKeyValue("password", "pa1r-s3cret")
                .log("GET /live/me/p1ayer-s3cret/7.ts with Authorization: Basic bWU6YmFzMWMtczNjcmV0 failed");
        Document page = page("?level=error");
        assertThat(said(page).getFirst())
                .contains("http://panel.example.net:8080/…", "https://tv.example.net/…", "GET /live/…/7.ts")
                .contains("IllegalStateException", "Caused by: java.lang.IllegalArgumentException");
        assertThat(page.html()).doesNotContain("s3cret").doesNotContain("bWU6");
    }

    @Test
    void lines_are_found_by_level_room_and_text_the_newest_first() {
        tuner.atWarn().addKeyValue("channel", 12).log("Late feed");
        tuner.atError().log("Lost a feed");
        library.atError().log("Odd feed");
        assertThat(said(page("?search=FEED"))).containsExactly("Odd feed", "Lost a feed", "Late feed channel=\"12\"");
        assertThat(said(page("?search=feed&level=error"))).containsExactly("Odd feed", "Lost a feed");
        assertThat(said(page("?search=feed&room=tuner&level=error"))).containsExactly("Lost a feed");
        assertThat(said(page("?search=feed&room=libraries"))).containsExactly("Odd feed");
        assertThat(page("?search=nothing-like-that").text()).contains("Nothing found");
    }

    @Test
    void the_oldest_lines_make_room_and_the_rest_is_paged() {
        for (int i = 1; i <= 400; i++) {
            tuner.atWarn().log("line " + i + " of many");
        }
        Document newest = page("?room=tuner");
        assertThat(said(newest)).hasSize(100).startsWith("line 400 of many");
        List<String> older = said(page("?room=tuner&from=100"));
        assertThat(older).startsWith("line 300 of many").hasSizeBetween(1, 50);
        assertThat(newest.select("[data-events]")).hasSize(1);
        assertThat(page("?room=tuner&from=100").select("[data-events]")).isEmpty();
    }

    @Test
    void a_long_line_is_cut_where_no_address_is_cut_through() {
        String address = "http://panel.example.net/get.php?password=pr0vider-s3cret" + "x".repeat(3000);
        tuner.atWarn().log("It was " + "long ".repeat(390) + address);
        assertThat(page("?level=warn").html()).contains("long …").doesNotContain("s3cret");
        tuner.atWarn().log(address);
        assertThat(page("?level=warn").html()).doesNotContain("s3cret");
    }

    @Test
    void the_log_moves_by_itself_and_stays_filtered() throws Exception {
        var edith = house.loggedIn("edith");
        Thread logging = Thread.startVirtualThread(() -> {
            Awaitility.await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
            tuner.atWarn().log("Fresh trouble");
            library.atWarn().log("Of no interest");
            Awaitility.await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
            edith.post("/dashboard/logout", Map.of());
        });
        String events =
                edith.get("/dashboard/logs/events?room=tuner&level=warn").body(); // ends with the login
        logging.join();
        assertThat(events.split("event: part")).hasSizeGreaterThan(2);
        assertThat(events).contains("Fresh trouble").doesNotContain("Of no interest");
    }

    @Test
    void who_may_only_look_does_not_see_the_log() {
        assertThat(house.loggedIn("vera").get("/dashboard/logs").statusCode()).isEqualTo(403);
        assertThat(house.loggedIn("vera").get("/dashboard").body()).doesNotContain("/dashboard/logs");
        assertThat(house.loggedIn("edith").get("/dashboard").body()).contains("/dashboard/logs");
    }
}
