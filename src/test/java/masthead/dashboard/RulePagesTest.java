package masthead.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import masthead.catalog.Category;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.ProviderId;
import masthead.catalog.rules.Preset;
import masthead.catalog.rules.Rule;
import masthead.dashboard.DashHouse.Browser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and lineups, made in the browser. */
@SuppressWarnings("NullAway.Init") // set before each
class RulePagesTest {
    @TempDir
    Path folder;

    private DashHouse house;
    private Browser edith;

    @BeforeEach
    void open() {
        house = new DashHouse(folder, Map.of());
        house.provider("North", """
                #EXTM3U
                #EXTINF:-1 group-title="Sports",Sky Uno HD
                http://127.0.0.1:1/one.ts
                #EXTINF:-1 group-title="News",World
                http://127.0.0.1:1/two.ts
                """);
        edith = house.loggedIn("edith");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Map<String, String> form(String... fields) {
        Map<String, String> form = new HashMap<>(Map.of("nameHow", "contains", "enabled", "on"));
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return form;
    }

    private Document preview(String... fields) {
        HttpResponse<String> answer = edith.post("/dashboard/rules/preview", form(fields));
        assertThat(answer.statusCode()).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private List<String> names() {
        return house.catalogs.current().channels().stream().map(Channel::name).toList();
    }

    @Test
    void a_rule_being_typed_shows_whom_it_is_about_and_what_would_change_and_keeps_nothing() {
        Document about = preview("nameText", "sky");
        assertThat(about.select("p").text()).contains("about 1 of 2 channels", "Say what shall be done");
        assertThat(about.select("tr")).isEmpty();
        Document whole = preview("nameHow", "matches", "nameText", "^Sky (\\S+) HD", "rename", "Sky $1", "number", "7");
        assertThat(whole.select("del").text()).isEqualTo("Sky Uno HD");
        assertThat(whole.select("ins").eachText()).containsExactly("Sky Uno", "no. 7");
        assertThat(whole.select(".tag").eachText()).containsExactly("1 renamed", "1 with another number");
        assertThat(house.rules.all()).isEmpty();
        assertThat(names()).contains("Sky Uno HD");
    }

    @Test
    void what_is_wrong_is_said_at_its_field() {
        Document typed = preview("nameHow", "matches", "nameText", "Sky (", "number", "x", "rename", "y");
        assertThat(typed.select("[hx-swap-oob=innerHTML:#wrong-nameText]").text())
                .contains("Not a regular expression", "at character");
        assertThat(typed.select("[hx-swap-oob=innerHTML:#wrong-number]").text()).contains("whole number");
        assertThat(typed.select("[hx-swap-oob=innerHTML:#wrong-groupText]").text())
                .isEmpty();
        HttpResponse<String> kept =
                edith.post("/dashboard/rules", form("nameHow", "matches", "nameText", "Sky (", "hide", "hide"));
        assertThat(kept.statusCode()).isEqualTo(422);
        Document page = Jsoup.parse(kept.body());
        assertThat(page.select("#wrong-nameText").text()).contains("Not a regular expression");
        assertThat(page.select("#nameText").attr("value")).isEqualTo("Sky (");
        assertThat(Jsoup.parse(edith.post("/dashboard/rules", form("nameText", "Sky"))
                                .body())
                        .select("#wrong-then")
                        .text())
                .contains("has to change something");
        assertThat(house.rules.all()).isEmpty();
    }

    @Test
    void a_rule_is_added_edited_switched_off_and_removed() {
        edith.post("/dashboard/rules", form("nameText", "sky", "rename", "Heaven", "label", "Up"));
        Rule rule = house.rules.all().getFirst();
        String page = "/dashboard/rules/" + rule.id();
        assertThat(names()).contains("Heaven");
        assertThat(edith.get("/dashboard/rules").body()).contains("Up", "name contains “sky”", "rename to “Heaven”");
        Document form = Jsoup.parse(edith.get(page).body());
        assertThat(form.select("#rename").attr("value")).isEqualTo("Heaven");
        assertThat(preview("id", rule.id().toString(), "nameText", "sky", "rename", "Heaven")
                        .select("p")
                        .text())
                .contains("Players would see no difference");
        edith.post(page, form("nameText", "sky", "rename", "Sky", "hide", "hide", "merge", "", "kinds", "ts,hls"));
        assertThat(house.catalogs.listing(new ChannelId(1)).hidden()).isTrue();
        assertThat(Jsoup.parse(edith.get(page).body()).select("#kinds").attr("value"))
                .isEqualTo("ts,hls");
        edith.post(page + "/switch", Map.of());
        assertThat(names()).contains("Sky Uno HD");
        edith.post(page + "/switch", Map.of("on", "on"));
        assertThat(house.rules.all().getFirst().terms().enabled()).isTrue();
        edith.post(page + "/remove", Map.of());
        assertThat(house.rules.all()).isEmpty();
        assertThat(edith.get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void a_rule_is_moved_and_the_list_says_so() {
        List<Integer> ids = IntStream.range(0, 3)
                .map(each -> house.rule("text " + each).value())
                .boxed()
                .toList();
        HttpResponse<String> moved = edith.post(
                "/dashboard/rules/" + ids.getLast() + "/move", Map.of("to", "1", "from", "0"), "HX-Request", "true");
        assertThat(moved.body()).contains("text 2 is number 1 of 3 now").doesNotContain("<html");
        assertThat(order()).containsExactly(ids.get(2), ids.get(0), ids.get(1));
        edith.post("/dashboard/rules/" + ids.get(2) + "/move", Map.of("to", "99"), "HX-Request", "true");
        edith.post("/dashboard/rules/" + ids.get(0) + "/move", Map.of("to", "0"), "HX-Request", "true");
        assertThat(order()).containsExactly(ids.get(0), ids.get(1), ids.get(2));
    }

    private List<Integer> order() {
        return house.rules.all().stream().map(each -> each.id().value()).toList();
    }

    @Test
    void presets_are_seen_before_they_are_saved_and_hold_for_some_providers() {
        ProviderId south = house.provider("South", """
                #EXTM3U
                #EXTINF:-1,Cinema 4K
                http://127.0.0.1:1/three.ts
                """);
        Map<String, String> form = Map.of("on-drop-quality", "on", "providers-drop-quality", "" + south);
        Document seen =
                Jsoup.parse(edith.post("/dashboard/rules/presets/preview", form).body());
        assertThat(seen.select("ins").eachText()).containsExactly("Cinema");
        assertThat(names()).contains("Cinema 4K");
        edith.post("/dashboard/rules/presets", form);
        assertThat(names()).contains("Cinema", "Sky Uno HD");
        assertThat(house.rules.presets().on()).isEqualTo(Map.of(Preset.DROP_QUALITY, Set.of(south)));
        assertThat(edith.get("/dashboard/rules").body()).contains("For 1 of 2 providers");
    }

    @Test
    void a_lineup_has_the_groups_that_were_ticked_and_stays_while_somebody_has_it() {
        Document categories = Jsoup.parse(
                edith.get("/dashboard/lineups/categories?search=sPort").body());
        assertThat(categories.select("label").eachText()).containsExactly("Sports 1 channel");
        String sports = categories.select("input").attr("value");
        edith.post("/dashboard/lineups", Map.of("name", "Fans", "live", "on", "all", "no", "chosen", sports));
        int id =
                house.catalogs.current().lineups().getFirst().id().orElseThrow().value();
        String page = "/dashboard/lineups/" + id;
        assertThat(house.catalogs
                        .current()
                        .seenBy(house.catalogs.current().lineups().getFirst().id())
                        .categories())
                .extracting(Category::name)
                .containsExactly("Sports");
        Document form = Jsoup.parse(edith.get(page).body());
        assertThat(form.select("#chosen").attr("value")).isEqualTo(sports);
        assertThat(form.expectFirst(".picks li").text()).startsWith("Sports");
        edith.post("/dashboard/lineups", Map.of("name", "Fans", "live", "on", "all", "yes"));
        assertThat(edith.get("/dashboard/lineups/new").body()).contains("There is a lineup called");
        edith.post(
                "/dashboard/subscribers",
                Map.of("name", "ines", "password", "k7Qz9xx", "connections", "1", "lineup", "" + id, "address", "x"));
        edith.post(page + "/remove", Map.of());
        assertThat(edith.get(page).body()).contains("give them another first", "1 subscriber");
        edith.post(page, Map.of("name", "All", "movies", "on", "all", "yes", "chosen", sports));
        assertThat(house.catalogs.current().lineups().getFirst().categories()).isEmpty();
    }
}
