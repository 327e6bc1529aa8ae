package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import masthead.catalog.Channel;
import masthead.catalog.FeedKind;
import masthead.dashboard.DashHouse.Browser;
import masthead.studio.engine.Content;
import masthead.studio.engine.FakeEngine;
import masthead.studio.engine.Policies;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of AceStream, with an engine that answers. */
@SuppressWarnings("NullAway.Init") // set before each
class AcePagesTest {
    private static final String PAGE = "/dashboard/acestream";
    private static final Content ONE = Content.marked("one");
    private static final Content TWO = Content.marked("two");

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine(Policies.QUICK).add(ONE, TWO);
    private DashHouse house;

    @BeforeEach
    void open() {
        house = new DashHouse(
                folder, Map.of("acestream.engines", engine.address(), "headend.search-address", engine.url("")));
    }

    @AfterEach
    void close() throws Exception {
        house.close();
        engine.close();
    }

    @Test
    void what_is_pasted_becomes_a_channel_whatever_its_form_and_keeps_its_id() {
        Browser edith = house.loggedIn("edith");
        add(edith, Map.of("link", ONE.contentId(), "name", "First \"one\"", "group", "Sport"));
        assertThat(edith.get(PAGE).body()).contains("1 channel added", "First 'one'", ONE.contentId());
        int first = channels().getFirst().id().value();
        add(edith, Map.of("link", "magnet:?xt=urn:btih:" + TWO.infohash(), "name", "Second", "group", ""));
        add(edith, Map.of("link", "acestream://" + ONE.contentId(), "name", "Again", "group", ""));
        assertThat(edith.get(PAGE).body()).contains("this was added by hand before");
        add(edith, Map.of("link", TWO.infohash().toUpperCase(Locale.ROOT), "name", "By its hash", "infohash", "on"));
        assertThat(edith.get(PAGE).body()).contains("this was added by hand before");
        assertThat(channels()).extracting(Channel::name).containsExactlyInAnyOrder("First 'one'", "Second");
        assertThat(channels())
                .filteredOn(each -> each.id().value() == first)
                .first()
                .satisfies(each -> assertThat(each.name()).startsWith("First"));
        assertThat(house.catalogs.current().providers()).hasSize(1);
        assertThat(house.catalogs.current().providers().getFirst().name()).isEqualTo(HandMade.NAME);
    }

    @Test
    void what_leads_to_no_content_is_told_and_adds_nothing() {
        Browser edith = house.loggedIn("edith");
        for (String link : List.of("", "x", "http://example.net/", "acestream://123", "a".repeat(9000))) {
            add(edith, Map.of("link", link, "name", "Name"));
            assertThat(edith.get(PAGE).body()).contains("leads to no AceStream content");
        }
        add(edith, Map.of("link", ONE.contentId(), "name", ""));
        assertThat(edith.get(PAGE).body()).contains("Say how the channel shall be called");
        add(edith, Map.of("link", ONE.contentId(), "name", "n".repeat(301)));
        assertThat(edith.get(PAGE).body()).contains("1 to 300 characters");
        assertThat(channels()).isEmpty();
        assertThat(house.catalogs.current().providers()).isEmpty();
    }

    @Test
    void what_a_search_finds_is_ticked_and_added_once() {
        Browser edith = house.loggedIn("edith");
        Document found = Jsoup.parse(edith.get(PAGE + "/search?query=").body());
        assertThat(found.select("td.main").eachText()).hasSize(2);
        String value = found.select("input[name=pick-0]").attr("value");
        edith.post(PAGE + "/search", Map.of("pick-0", value, "pick-1", "rubbish", "group", "Found"));
        assertThat(channels()).hasSize(1);
        assertThat(channels().getFirst().feeds().getFirst().kind()).isEqualTo(FeedKind.ACESTREAM);
        Document again = Jsoup.parse(edith.get(PAGE + "/search?query=").body());
        assertThat(again.select("td.main a.tag")).hasSize(1);
        assertThat(again.select("input[name=pick-0]")).isEmpty();
        edith.post(PAGE + "/search", Map.of("group", ""));
        assertThat(edith.get(PAGE + "/search").body()).contains("Tick what you want to add");
        Document viewers =
                Jsoup.parse(house.loggedIn("vera").get(PAGE + "/search?query=").body());
        assertThat(viewers.select("main form[method=post], main input[type=checkbox]"))
                .isEmpty();
    }

    @Test
    void a_check_tells_whether_a_content_plays() {
        Browser edith = house.loggedIn("edith");
        add(edith, Map.of("link", ONE.contentId(), "name", "One"));
        int feed = channels().getFirst().feeds().getFirst().id().value();
        HttpResponse<String> checked = edith.post(PAGE + "/feeds/" + feed + "/check", Map.of());
        assertThat(checked.body()).contains("It plays.", "is-good").doesNotContain("<html");
        assertThat(edith.get(PAGE).body()).contains("It plays.");
        assertThat(edith.post(PAGE + "/feeds/999/check", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void engines_are_asked_while_somebody_looks() {
        Browser root = house.loggedIn("root");
        assertThat(root.get(PAGE).body()).contains(engine.address(), "Not asked yet");
        Thread logout = Thread.startVirtualThread(() -> {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> house.loggedIn("vera").get(PAGE).body().contains("Healthy"));
            root.post("/dashboard/logout", Map.of());
        });
        HttpResponse<String> events = root.get(PAGE + "/events"); // ends with the login
        assertThat(events.body()).contains("Healthy", "0 of 4", "event: over");
        assertThat(logout.isAlive()).isFalse();
    }

    @Test
    void what_is_played_is_shown_with_who_watches() throws Exception {
        Browser edith = house.loggedIn("edith");
        add(edith, Map.of("link", ONE.contentId(), "name", "One"));
        int channel = channels().getFirst().id().value();
        Thread viewer = Thread.startVirtualThread(() -> {
            try {
                edith.get("/dashboard/watch/" + channel + ".ts"); // without an end
            } catch (IllegalStateException interrupted) {
                // has seen enough
            }
        });
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(Jsoup.parse(edith.get(PAGE).body())
                                    .select("section[aria-labelledby=playing] tbody")
                                    .text())
                            .contains("One, 1 viewer", "content_id=" + ONE.contentId(), engine.address(), "Playing"));
        } finally {
            viewer.interrupt();
            viewer.join();
        }
    }

    private void add(Browser browser, Map<String, String> form) {
        assertThat(browser.post(PAGE + "/add", form).statusCode()).isEqualTo(303);
    }

    private List<Channel> channels() {
        return house.catalogs.current().channels();
    }
}
