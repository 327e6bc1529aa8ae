package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import masthead.dashboard.DashHouse.Browser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings in the browser: each with what it does, what it is and who wrote it. */
@SuppressWarnings("NullAway.Init") // set before each
class SettingPagesTest {
    @TempDir
    Path folder;

    private DashHouse house;

    @BeforeEach
    void open() {
        house = new DashHouse(folder, Map.of());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Document page(String query) {
        return Jsoup.parse(
                house.loggedIn("edith").get("/dashboard/settings" + query).body());
    }

    private static List<String> rows(Document page) {
        return page.select("tbody tr").eachText();
    }

    @Test
    void those_that_somebody_wrote_say_who_and_show_nothing_secret() {
        Document page = page("?written=on");
        assertThat(rows(page))
                .hasSize(4)
                .anyMatch(each -> each.startsWith("http.port") && each.contains("8123 ") && each.contains("own.yaml"))
                .anyMatch(each -> each.startsWith("headend.user-agent") && each.contains(DashHouse.WRITTEN))
                .anyMatch(each -> each.startsWith("operator.password") && each.contains("*** the environment"))
                .anyMatch(each -> each.startsWith("headend.search-address")
                        && each.contains("http://search.example.net/… the command line"));
        assertThat(page.html()).doesNotContain("s3cret");
        assertThat(rows(page("?search=0wner-s3cret"))).isEmpty();
    }

    @Test
    void every_setting_is_on_some_page_once() {
        List<String> keys = new ArrayList<>();
        String next = "/dashboard/settings";
        Browser edith = house.loggedIn("edith");
        while (!next.isEmpty()) {
            Document page = Jsoup.parse(edith.get(next).body());
            keys.addAll(page.select("td.main").eachText());
            next = page.select("a[rel=next]").attr("href");
        }
        assertThat(keys).doesNotHaveDuplicates().contains("http.port", "dashboard.log-lines", "operator.password");
        assertThat(keys).hasSizeGreaterThan(100);
    }

    @Test
    void a_setting_is_found_by_what_it_does_and_says_how_to_change_it() {
        Document page = page("?search=LINES+of+the+log");
        assertThat(rows(page)).singleElement().asString().contains("2000", "default", "MASTHEAD_DASHBOARD_LOG_LINES");
        assertThat(page.select("pre").text()).isEqualTo("dashboard:\n  log-lines: 2000");
    }

    @Test
    void who_may_only_look_does_not_see_them() {
        assertThat(house.loggedIn("vera").get("/dashboard/settings").statusCode())
                .isEqualTo(403);
    }
}
