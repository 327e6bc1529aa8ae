package masthead.xtream;

import static masthead.xtream.DoorWorld.NORA;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
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
class PlayerApiTest {
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
        "'', login",
        "&action=get_live_categories, live_categories",
        "&action=get_live_streams, live_streams",
        "&action=get_vod_categories, vod_categories",
        "&action=get_series_categories, series_categories",
        "&action=get_vod_streams, vod_streams",
        "&action=get_series, series",
        "&action=get_vod_info&vod_id=9, vod_info_unknown",
        "&action=get_series_info&series_id=9, series_info_unknown",
        "&action=get_short_epg&stream_id=1, short_epg",
        "&action=get_short_epg&stream_id=2&limit=4, short_epg_none",
        "&action=get_simple_data_table&stream_id=1, simple_data_table",
        "'&action=get_short_epg&stream_id=1,2&limit=1', short_epg_many",
    })
    void each_answer_is_as_its_golden_file(String query, String golden) {
        HttpResponse<String> answer = world.get("/player_api.php?" + NORA + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        Golden.check("xtream/" + golden + ".json", answer.body());
    }

    @Test
    void the_panel_is_as_its_golden_file() {
        Golden.check(
                "xtream/panel_api.json", world.get("/panel_api.php?" + NORA).body());
        Golden.check(
                "xtream/panel_api_epg.json",
                world.get("/panel_api.php?" + NORA + "&action=get_epg&stream_id=1")
                        .body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"get_profile", "get_account_info", "get_server_info", "nonsense", "", "999"})
    void an_unknown_action_is_a_login(String action) {
        assertThat(world.api("&action=" + action)).isEqualTo(world.api(""));
    }

    @ParameterizedTest
    @CsvSource({
        "200, get_vod_categories",
        "201, get_live_categories",
        "202, get_live_streams",
        "203, get_vod_streams",
        "204, get_series_info",
        "206, get_series_categories",
        "208, get_series",
        "209, get_vod_info"
    })
    void a_number_is_an_action_too(String number, String name) {
        assertThat(world.api("&action=" + number)).isEqualTo(world.api("&action=" + name));
    }

    @Test
    void the_misspelt_table_is_the_table() {
        assertThat(world.api("&action=get_simple_date_table&stream_id=1"))
                .isEqualTo(world.api("&action=get_simple_data_table&stream_id=1"))
                .contains("\"now_playing\":1");
    }

    @Test
    void a_post_is_a_get() {
        String form = NORA + "&action=get_live_streams";
        HttpResponse<String> post =
                world.send("POST", "/player_api.php", form, "Content-Type", "application/x-www-form-urlencoded");
        assertThat(post.body()).isEqualTo(world.api("&action=get_live_streams")).contains("Alpha");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/player_api?username=nora&password=k7Qz9x&action=get_live_streams",
                "/player_api/nora/k7Qz9x/get_live_streams",
                "/player_api/nora/k7Qz9x?action=get_live_streams"
            })
    void the_other_addresses_answer_the_same(String path) {
        assertThat(world.get(path).body()).isEqualTo(world.api("&action=get_live_streams"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=nora&password=wrong",
                "username=nobody&password=k7Qz9x&action=get_live_streams",
                "username=nora&password=wrong&action=get_live_categories",
                "username=nora&action=get_vod_info",
                "action=nonsense",
                ""
            })
    void wrong_credentials_are_200_and_auth_zero_whatever_is_asked(String query) {
        HttpResponse<String> answer = world.get("/player_api.php?" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        Golden.check("xtream/format/refusal.json", answer.body());
    }

    @ParameterizedTest
    @CsvSource({"dora, d0ra, Disabled", "olga, 0lga, Expired"})
    void an_account_that_may_not_watch_gets_the_login_for_every_action(String name, String password, String status) {
        String path = "/player_api.php?username=" + name + "&password=" + password;
        assertThat(world.get(path).body())
                .contains("\"auth\":1,\"status\":\"" + status + "\"")
                .isEqualTo(world.get(path + "&action=get_live_streams").body())
                .isEqualTo(world.get(path + "&action=get_short_epg&stream_id=1").body());
        assertThat(world.get("/panel_api.php?username=" + name + "&password=" + password)
                        .body())
                .contains("\"status\":\"" + status + "\"")
                .doesNotContain("available_channels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "*", "all", "null", "undefined"})
    void careless_words_for_every_category_do_not_filter(String word) {
        assertThat(world.api("&action=get_live_streams&category_id=" + word))
                .isEqualTo(world.api("&action=get_live_streams"));
    }

    @Test
    void a_category_narrows_the_list_and_an_unknown_one_empties_it() {
        int sport = world.channels().getLast().category().value();
        assertThat(world.api("&action=get_live_streams&category_id=" + sport))
                .contains("\"num\":1,\"name\":\"Gamma & Söhne\"")
                .doesNotContain("Alpha");
        assertThat(world.api("&action=get_live_streams&category_id=4711")).isEqualTo("[]");
        assertThat(world.api("&action=get_live_streams&category_id=-1")).isEqualTo("[]");
        assertThat(world.api("&action=get_live_streams&category_id=99999999999"))
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "x", "2147483648", "4711", "-1"})
    void an_unknown_channel_has_no_programmes(String id) {
        assertThat(world.api("&action=get_short_epg&stream_id=" + id)).isEqualTo("{\"epg_listings\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/player_api.php",
                "/player_api/nora/k7Qz9x",
                "/panel_api.php",
                "/get.php",
                "/xmltv.php",
                "/playlist/nora/k7Qz9x",
                "/epg/nora/k7Qz9x",
                "/live/nora/k7Qz9x/1.ts",
                "/nora/k7Qz9x/1",
                "/streaming/live.php"
            })
    void a_web_player_may_ask_from_anywhere(String path) {
        HttpResponse<String> answer = world.send("OPTIONS", path, "", "Origin", "http://player.example");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(world.send("HEAD", path, "").statusCode()).isNotEqualTo(405);
    }
}
