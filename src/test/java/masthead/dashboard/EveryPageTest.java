package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import masthead.access.ApiTokens;
import masthead.access.Device;
import masthead.access.Format;
import masthead.access.Locks;
import masthead.access.NewSubscriber;
import masthead.access.NewToken;
import masthead.access.RefusedPlay;
import masthead.access.Role;
import masthead.access.Scope;
import masthead.alerts.Occasion;
import masthead.alerts.WebhookTerms;
import masthead.catalog.ChannelId;
import masthead.catalog.LineupId;
import masthead.catalog.ProviderAccount;
import masthead.config.Secret;
import masthead.dashboard.DashHouse.Browser;
import masthead.guide.GuideSource;
import masthead.guide.GuideTerms;
import masthead.guide.GuideTiming;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in the pages, where everything that strangers can name is hostile. */
@SuppressWarnings("NullAway.Init") // set before all
class EveryPageTest {
    private static final String EVIL =
            "\"'><script>alert(1)</script><img src=x onerror=alert(2)><a href=javascript:alert(3)>x</a>{{7*7}}";

    @TempDir
    static Path folder;

    private static DashHouse house;

    @BeforeAll
    static void open() throws Exception {
        house = new DashHouse(folder, Map.of());
        house.told = EVIL;
        String attribute = EVIL.replace("\"", "'");
        var provider = house.provider(EVIL, """
                #EXTM3U
                #EXTINF:-1 tvg-id="one.tv" tvg-logo="javascript:alert(4)" group-title="EVIL",EVIL
                http://127.0.0.1:1/live/me/pr0vider-s3cret/1.ts
                #EXTINF:-1 tvg-id="EVIL" tvg-logo="http://evil.example/EVIL" group-title="News",Two
                http://127.0.0.1:1/live/me/pr0vider-s3cret/2.ts
                #EXTINF:-1 tvg-logo="javascript:alert(5)" group-title="EVIL",Film EVIL
                xtream:movie/7.mp4
                #EXTINF:-1 tvg-logo="http://evil.example/EVIL" group-title="EVIL",Series EVIL
                xtream:series/8
                #EXTINF:-1 group-title="Films",Plain film
                http://127.0.0.1:1/movie/me/pr0vider-s3cret/9.mkv
                #EXTINF:-1 group-title="EVIL",Ace EVIL
                acestream:?url=http%3A%2F%2Fevil.example%2Fpr0vider-s3cret.acelive
                """.replace("EVIL", attribute));
        house.catalogs.put(new ProviderAccount(provider, 1, "second", new Secret("acc0unt-s3cret"), 1));
        house.access
                .subscribers()
                .add(new NewSubscriber(
                        "nora",
                        new Secret("subscr1ber-s3cret"),
                        true,
                        Optional.empty(),
                        false,
                        1,
                        EnumSet.allOf(Format.class),
                        new Locks(Locks.NONE.networks(), List.of(attribute))));
        house.access
                .refusals()
                .add(new RefusedPlay(
                        EVIL, EVIL, Optional.of(new ChannelId(1)), new Device("192.0.2.1", EVIL), 403, "full", EVIL));
        house.alerts
                .webhooks()
                .add(new WebhookTerms(
                        EVIL, new Secret("http://127.0.0.1:1/hook/h00k-s3cret"), List.of(Occasion.SOURCE_DOWN), true));
        GuideSource guide = house.guides
                .sources()
                .add(new GuideTerms(EVIL, "http://guide.example.net/x.xml?token=gu1de-s3cret", GuideTiming.ON_REQUEST));
        house.guides.imports().take(guide.id(), new ByteArrayInputStream("""
                <tv><channel id="one.tv"><display-name>EVIL</display-name></channel>
                <programme start="20260101110000 +0000" stop="20260101130000 +0000" channel="one.tv"><title>EVIL</title></programme></tv>
                """.replace(
                        "EVIL", EVIL.replace("&", "&amp;").replace("<", "&lt;"))
                .getBytes(StandardCharsets.UTF_8)));
        house.logs.add(Instant.EPOCH, LogLine.Level.ERROR, "masthead.tuner." + EVIL, EVIL, EVIL + "\n\tat " + EVIL);
        house.access
                .tokens()
                .make(
                        house.access.operators().find("root").orElseThrow(),
                        new NewToken(
                                "\"'><script>alert(1)</script>",
                                List.of(new Scope(Role.VIEWER, "")),
                                Optional.empty()));
        house.lineup(EVIL);
        house.rule(attribute);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    static Stream<String> pages() {
        return house.dashboard.pages().stream()
                .filter(each -> !each.endsWith("/events"))
                .map(each -> each.replace("{id}", "1").replace("{name}", "vera").replace("{title}", "3"));
    }

    @Test
    void every_kind_of_pages_is_tried() {
        assertThat(house.pages.stream().map(Object::getClass).map(Class.class::cast))
                .containsExactlyInAnyOrder(Pages.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void what_strangers_wrote_is_text_and_nothing_else(String page) {
        HttpResponse<String> answer = house.loggedIn("root").get(page);
        assertThat(answer.statusCode()).isEqualTo(200);
        harmless(answer.body());
    }

    @Test
    void the_names_are_there_to_be_read() {
        assertThat(house.loggedIn("root").get("/dashboard/channels").body()).contains("&lt;script&gt;alert(1)");
        assertThat(house.loggedIn("root").get("/dashboard").body()).contains("&lt;script&gt;alert(1)");
        assertThat(house.loggedIn("root").get("/dashboard/channels/1").body()).contains("&lt;img src=x onerror");
    }

    @Test
    void what_is_typed_comes_back_as_text() {
        Browser root = house.loggedIn("root");
        harmless(root.get("/dashboard/channels?search=" + URLEncoder.encode(EVIL, StandardCharsets.UTF_8))
                .body());
        harmless(root.post("/dashboard/login", Map.of("name", EVIL, "password", "x"))
                .body());
        harmless(root.post(
                        "/dashboard/channels/2",
                        Map.of("name", EVIL, "group", EVIL, "number", "x", "logo", EVIL, "guide", EVIL))
                .body());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void no_page_shows_a_password(String page) {
        for (String operator : List.of("root", "vera")) {
            assertThat(house.loggedIn(operator).get(page).body())
                    .doesNotContain("s3cret")
                    .doesNotContain("argon2");
        }
    }

    @Test
    void a_channel_is_renamed_in_place_and_moved_with_others() {
        Browser edith = house.loggedIn("edith");
        HttpResponse<String> row = edith.post(
                "/dashboard/channels/2",
                Map.of("name", "Second", "group", "News", "number", "7", "logo", "", "guide", ""));
        assertThat(row.body()).contains("Second").contains("<tr");
        assertThat(house.catalogs.listing(new ChannelId(2)).channel().number()).isEqualTo(7);
        edith.post(
                "/dashboard/channels/bulk",
                Map.of("act", "hide", "shown", "1,2,", "pick-2", "on", "group", "", "query", "search="));
        assertThat(house.catalogs.listing(new ChannelId(2)).hidden()).isTrue();
        assertThat(house.catalogs.listing(new ChannelId(1)).hidden()).isFalse();
        edith.post(
                "/dashboard/channels/bulk",
                Map.of("act", "show", "shown", "1,2,", "pick-2", "on", "group", "", "query", "search="));
        edith.post(
                "/dashboard/channels/bulk",
                Map.of("act", "move", "shown", "1,2,", "pick-2", "on", "group", "Films", "query", "search="));
        assertThat(house.catalogs.listing(new ChannelId(2)).categoryName()).isEqualTo("Films");
        assertThat(house.catalogs.listing(new ChannelId(2)).hidden()).isFalse();
    }

    @Test
    void what_a_panel_tells_of_a_title_is_on_its_page_as_text_and_kept() {
        Browser root = house.loggedIn("root");
        for (String title : List.of("3", "4")) {
            String page = "/dashboard/titles/" + title;
            String told = root.get(page + "/told", "HX-Request", "true").body();
            harmless(told);
            assertThat(told).contains("&lt;script&gt;alert(1)", "Told by its provider");
            assertThat(root.get(page).body())
                    .contains("&lt;script&gt;alert(1)", "1 h 30 min")
                    .doesNotContain("hx-trigger=\"load\"");
            harmless(root.get(page).body());
        }
        String series = root.get("/dashboard/titles/4?season=2").body();
        assertThat(Jsoup.parse(series).select("nav.chips a")).hasSize(2);
        String play = Jsoup.parse(series).select("td.acts a").attr("href");
        String episode =
                root.get("/dashboard/titles/" + play.replaceAll(".*/", "")).body();
        assertThat(episode).contains("Browsers do not open MKV files", "/series/NAME/PASSWORD/");
        assertThat(root.get("/dashboard/titles/5").body())
                .contains("A plain list: nobody can be asked", "/movie/NAME/PASSWORD/5.mkv");
    }

    @Test
    void the_guide_over_time_shows_what_is_on_gaps_and_who_has_none_in_the_browsers_zone() {
        Browser vera = house.loggedIn("vera");
        String there = "/dashboard/guide/grid?at=1767265200&search=script"; // 11:00 UTC
        Document utc = Jsoup.parse(vera.get(there).body());
        assertThat(utc.select(".schedule td a").eachText().getFirst()).startsWith("11:00 to 13:00");
        assertThat(utc.select(".schedule tr:has(a[href$=channels/1]) td").eachAttr("colspan"))
                .containsExactly("24", "12");
        assertThat(utc.select(".schedule tr:has(a[href$=channels/1]) td")
                        .eachAttr("class")
                        .getLast())
                .isEqualTo("gap");
        assertThat(utc.text()).contains("Times are UTC", "Thursday, 1 January 2026");
        Document rome = Jsoup.parse(house.new Browser(vera.cookie + "; masthead-zone=Asia/Tokyo", vera.token)
                .get(there)
                .body());
        assertThat(rome.select(".schedule td a").eachText().getFirst()).startsWith("20:00 to 22:00");
        assertThat(rome.text()).contains("Times of your browser, Asia/Tokyo");
        assertThat(house.new Browser(vera.cookie + "; masthead-zone=<script>", vera.token)
                        .get(there)
                        .body())
                .contains("Times are UTC");
        assertThat(vera.get("/dashboard/guide/grid").body()).contains("/dashboard/guide/matches?state=all");
        String told = vera.get("/dashboard/guide/grid/1?at=1767268800", "HX-Request", "true")
                .body();
        assertThat(told).contains("&lt;script&gt;alert(1)", "11:00 to 13:00").doesNotContain("<html");
        for (String odd :
                List.of("at=99999999999", "at=x", "at=9999999999", "from=99999", "from=-4", "category=9999")) {
            assertThat(vera.get("/dashboard/guide/grid?" + odd).statusCode())
                    .as(odd)
                    .isEqualTo(200);
            assertThat(vera.get("/dashboard/guide/grid/1?" + odd).statusCode())
                    .as(odd)
                    .isEqualTo(200);
        }
    }

    @Test
    void titles_are_found_edited_and_hidden_with_others() {
        Browser edith = house.loggedIn("edith");
        assertThat(edith.get("/dashboard/titles?search=plain", "HX-Request", "true")
                        .body())
                .contains("Plain film", "1 title")
                .doesNotContain("<html");
        assertThat(edith.get("/dashboard/titles?kind=series").body()).contains("&lt;script&gt;alert(1)", "1 title");
        edith.post("/dashboard/titles/5", Map.of("name", "Another film", "group", "Drama", "logo", ""));
        assertThat(edith.get("/dashboard/titles/5").body()).contains("Another film", "Drama", "Shown to players");
        assertThat(house.catalogs.history(1).getFirst().detail()).isEqualTo("name, category");
        edith.post(
                "/dashboard/titles/bulk",
                Map.of("act", "hide", "shown", "3,5,", "pick-5", "on", "group", "", "query", "kind=movies"));
        assertThat(edith.get("/dashboard/titles/5").body()).contains("Hidden from players");
        edith.post("/dashboard/titles/5", Map.of("name", "", "group", "", "logo", ""));
        assertThat(edith.get("/dashboard/titles/5").body()).contains("Plain film", "Films", "Shown to players");
        assertThat(edith.get("/dashboard/titles/1").statusCode())
                .as("a channel")
                .isEqualTo(404);
    }

    @Test
    void a_value_that_cannot_be_is_refused_in_its_row() {
        HttpResponse<String> row = house.loggedIn("edith")
                .post(
                        "/dashboard/channels/1",
                        Map.of("name", "x", "group", "", "number", "seven", "logo", "", "guide", ""));
        assertThat(row.statusCode()).isEqualTo(422);
        assertThat(row.body()).contains("whole number", "value=\"seven\"");
    }

    @Test
    void a_subscribers_password_is_on_the_page_that_answers_its_making_and_never_again() {
        Browser edith = house.loggedIn("edith");
        HttpResponse<String> made = edith.post(
                "/dashboard/subscribers",
                Map.of("name", "ludo", "password", "y3llow word&", "connections", "2", "address", "tv.example.net:81"));
        assertThat(made.body())
                .contains(
                        "http://tv.example.net:81/get.php?username=ludo&amp;password=y3llow%20word%26&amp;type=m3u_plus")
                .contains("y3llow word&amp;", "<svg class=\"qr\"");
        assertThat(made.headers().firstValue("Cache-Control")).contains("no-store");
        int id = house.access.subscribers().named("ludo").orElseThrow().id().value();
        assertThat(edith.get("/dashboard/subscribers/" + id).body())
                .contains("ludo")
                .doesNotContain("y3llow");
        HttpResponse<String> again = edith.post(
                "/dashboard/subscribers/" + id + "/password",
                Map.of("password", "", "address", "http://tv.example.net:81"));
        assertThat(again.body()).contains("<svg class=\"qr\"").doesNotContain("y3llow");
    }

    @Test
    void a_token_is_on_the_page_that_answers_its_making_and_never_again() {
        Browser vera = house.loggedIn("vera");
        String made = vera.post("/dashboard/me/tokens", Map.of("name", "script", "scope", "read", "days", "30"))
                .body();
        Matcher token = Pattern.compile("mht_[A-Za-z0-9_-]{43}").matcher(made);
        assertThat(token.find()).as(made).isTrue();
        assertThat(house.access.tokens().judge(token.group(), "192.0.2.1")).isInstanceOf(ApiTokens.Verdict.Known.class);
        assertThat(vera.get("/dashboard/me").body()).contains("script").doesNotContain("mht_");
        int id = house.access.tokens().of("vera").getFirst().id().value();
        assertThat(house.loggedIn("edith")
                        .post("/dashboard/me/tokens/" + id + "/revoke", Map.of())
                        .statusCode())
                .as("somebody else's")
                .isEqualTo(404);
        vera.post("/dashboard/me/tokens/" + id + "/revoke", Map.of());
        assertThat(house.access.tokens().of("vera")).isEmpty();
        assertThat(house.access.tokens().judge(token.group(), "192.0.2.1"))
                .isInstanceOf(ApiTokens.Verdict.Unknown.class);
        vera.post("/dashboard/me/tokens", Map.of("name", "more", "scope", "edit", "days", "30"));
        assertThat(vera.get("/dashboard/me").body()).contains("reaches no further than read");
    }

    @Test
    void what_a_form_says_wrong_is_told_on_the_next_page() {
        Browser edith = house.loggedIn("edith");
        edith.post(
                "/dashboard/subscribers",
                Map.of("name", "no blanks", "password", "x", "connections", "2", "address", "http://tv.example.net"));
        assertThat(edith.get("/dashboard/subscribers/new").body()).contains("A name has 1 to 64 letters");
        edith.post("/dashboard/providers", Map.of("kind", "m3u", "url", ""));
        assertThat(edith.get("/dashboard/providers/new").body()).contains("Say the address of the list");
        edith.post(
                "/dashboard/providers",
                Map.of("kind", "xtream", "url", "http://p.example", "username", "", "password", ""));
        assertThat(edith.get("/dashboard/providers/new").body()).contains("An account has a username and a password");
    }

    @Test
    void a_list_is_uploaded_for_a_provider_and_his_address_changed_unseen() {
        Browser edith = house.loggedIn("edith");
        HttpResponse<String> sent =
                edith.upload("/dashboard/providers/upload", "#EXTM3U\n#EXTINF:-1,Third\nhttp://127.0.0.1:1/3.ts\n");
        assertThat(sent.statusCode()).isEqualTo(204);
        String page = sent.headers().firstValue("X-Goto").orElseThrow();
        assertThat(edith.get(page).body()).contains("Applied").contains("1 new");
        edith.post(
                page,
                Map.of(
                        "name",
                        "Renamed",
                        "url",
                        "http://h.example/l?password=n3w-s3cret",
                        "connections",
                        "3",
                        "refresh",
                        "2",
                        "agent",
                        ""));
        assertThat(edith.get(page).body()).contains("Renamed", "h.example").doesNotContain("s3cret");
        edith.post(page, Map.of("name", "Renamed", "url", "", "connections", "3", "refresh", "", "agent", ""));
        assertThat(house.catalogs.current().providers().getLast().url()).contains("n3w-s3cret");
        edith.post(page + "/remove", Map.of());
        assertThat(edith.get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void a_subscriber_is_given_a_lineup_and_everything_again() {
        Browser edith = house.loggedIn("edith");
        int news = house.lineup("News only");
        house.subscriber("ines", "k7Qz9x");
        var ines = house.access.subscribers().named("ines").orElseThrow().id();
        String page = "/dashboard/subscribers/" + ines;
        Map<String, String> form = Map.of("name", "ines", "connections", "1", "enabled", "on", "ts", "on");
        assertThat(edith.get(page).body()).contains("News only");
        for (int lineup : List.of(news, 0)) {
            Map<String, String> chosen = new HashMap<>(form);
            chosen.put("lineup", "" + lineup);
            edith.post(page, chosen);
            assertThat(house.access
                            .subscribers()
                            .find(ines)
                            .orElseThrow()
                            .lineup()
                            .map(LineupId::value)
                            .orElse(0))
                    .isEqualTo(lineup);
        }
        assertThat(edith.post(page, Map.of("name", "ines", "ts", "on", "lineup", "9999"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_list_is_undone_and_a_suspicious_one_decided_on_the_providers_page() {
        Browser edith = house.loggedIn("edith");
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (int i = 0; i < 20; i++) {
            list.append("#EXTINF:-1,Many ")
                    .append(i)
                    .append("\nhttp://127.0.0.1:1/many")
                    .append(i)
                    .append(".ts\n");
        }
        String page = edith.upload("/dashboard/providers/upload?name=Many", list.toString())
                .headers()
                .firstValue("X-Goto")
                .orElseThrow();
        edith.upload(page + "/list", "#EXTM3U\n#EXTINF:-1,Many 0\nhttp://127.0.0.1:1/many0.ts\n");
        assertThat(edith.get(page).body()).contains("One waits for you", "Apply all the same", "19 gone");
        assertThat(edith.get("/dashboard/providers").body()).contains("A list waits for you");
        edith.post(form(edith, page, "accept"), Map.of());
        assertThat(edith.get(page).body()).contains("The list was applied").doesNotContain("One waits for you");
        String undo = form(edith, page, "undo");
        edith.post(undo, Map.of());
        assertThat(edith.get(page).body()).contains("as it was before this list", "Undone");
        edith.post(undo, Map.of());
        assertThat(edith.get(page).body()).contains("only an applied one can be undone");
        edith.post(page + "/remove", Map.of());
    }

    private static String form(Browser browser, String page, String act) {
        return Jsoup.parse(browser.get(page).body())
                .select("form[action$=/" + act + "]")
                .attr("action");
    }

    @Test
    void a_viewer_sees_no_form_but_his_own() {
        Browser vera = house.loggedIn("vera");
        for (String page : List.of(
                "/dashboard",
                "/dashboard/channels",
                "/dashboard/channels/1",
                "/dashboard/titles",
                "/dashboard/titles/3",
                "/dashboard/titles/4",
                "/dashboard/system",
                "/dashboard/providers",
                "/dashboard/providers/1",
                "/dashboard/rules",
                "/dashboard/rules/1",
                "/dashboard/lineups",
                "/dashboard/lineups/1",
                "/dashboard/subscribers",
                "/dashboard/subscribers/1",
                "/dashboard/guide",
                "/dashboard/guide/grid",
                "/dashboard/acestream",
                "/dashboard/acestream/search",
                "/dashboard/guide/grid/1",
                "/dashboard/guide/matches")) {
            Document document = Jsoup.parse(vera.get(page).body());
            assertThat(
                            document.select(
                                    "main form[method=post], main button:not([data-theme-toggle]):not([data-copy]):not(form[method=dialog] button, form[role=search] button)"))
                    .as(page)
                    .isEmpty();
            assertThat(document.select("nav a[href$=operators]")).isEmpty();
        }
    }

    @Test
    void files_are_kept_for_good_and_only_those_there_are() {
        HttpResponse<String> file = house.stranger().get("/dashboard/files/masthead.0000000000.css");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        for (String name : List.of("names.properties", "..%2f..%2fcards%2fcards.m3u", "masthead.css")) {
            assertThat(house.stranger().get("/dashboard/files/" + name).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void the_board_moves_by_itself_until_the_login_ends() throws Exception {
        Browser root = house.loggedIn("root");
        Thread logout = Thread.startVirtualThread(() -> {
            Awaitility.await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
            root.post("/dashboard/logout", Map.of());
        });
        HttpResponse<String> events = root.get("/dashboard/on-air/events"); // ends with the login
        logout.join();
        assertThat(events.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(events.body()).startsWith("event: part\ndata: ").contains("Why can", "event: over");
        harmless(events.body().replaceAll("(?m)^data: ", ""));
    }

    private static void harmless(String html) {
        Document document = Jsoup.parse(html);
        assertThat(document.select("script:not([src]), style, [style], iframe, object, embed, base"))
                .isEmpty();
        for (Element each : document.getAllElements()) {
            for (Attribute attribute : each.attributes()) {
                assertThat(attribute.getKey()).as(each.outerHtml()).doesNotStartWithIgnoringCase("on");
                if (List.of("href", "src", "action", "hx-get", "hx-post").contains(attribute.getKey())) {
                    assertThat(attribute.getValue()).as(each.tagName()).matches("/[^/].*|#.*");
                }
            }
        }
        assertThat(document.select("img[src=x]")).isEmpty();
    }
}
