package masthead.headend;

import static masthead.studio.xtream.FakeXtream.category;
import static masthead.studio.xtream.FakeXtream.live;
import static masthead.studio.xtream.FakeXtream.movie;
import static masthead.studio.xtream.FakeXtream.series;
import static masthead.studio.xtream.FakeXtream.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import masthead.catalog.AccountState.Status;
import masthead.format.xtream.SeriesDetails.Episode;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportOutcome.Suspicious;
import masthead.studio.FakePanel.Mood;
import masthead.studio.Moods;
import masthead.studio.xtream.FakeXtream;
import masthead.studio.xtream.Quirks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is wrong with panels, one by one (docs/4-protocols/xtream.md, "Reading panels"): none of it costs an import or anything that
 * was there.
 */
class XtreamQuirksTest {
    private static final String STREAMS = "get_live_streams";

    @TempDir
    Path folder;

    private XtreamHouse house;

    @BeforeEach
    void open() {
        house = new XtreamHouse(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** After an import of all that is well, the quirk comes, and the import still finds all as it was. */
    private void changesNothing() {
        assertThat(house.run()).isEqualTo(new Applied(0, 0, 0, 6, Map.of()));
    }

    private void imported() {
        assertThat(house.run()).isEqualTo(new Applied(6, 0, 0, 0, Map.of()));
    }

    /** Nothing is applied, and nothing is lost. */
    private void refused(String reason) {
        List<String> before = house.everything();
        long version = house.headend.catalogs.current().version();
        assertThat(house.run()).isEqualTo(new Suspicious(reason));
        assertThat(house.everything()).isEqualTo(before);
        assertThat(house.headend.catalogs.current().version())
                .as("players notice nothing")
                .isEqualTo(version);
    }

    private static final String EMPTY = "The panel's list of live streams is empty, but the last one had 3.";
    private static final String PAGE = "The panel's answer cannot be used: it is a web page.";
    private static final String DAMAGED = "The panel's answer cannot be used: it is damaged or cut short.";

    // What leaves the catalog as it was.

    @Test
    void an_empty_list_changes_nothing() {
        imported();
        house.xtream.rows(STREAMS);
        refused(EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "null", "{}", "[]", "\"\""})
    void an_answer_that_stands_for_an_empty_list_changes_nothing(String answer) {
        imported();
        house.xtream.spoil(STREAMS, Quirks.only(answer));
        refused(EMPTY);
    }

    @Test
    void status_204_changes_nothing() {
        imported();
        house.xtream.on(STREAMS, Quirks.noContent());
        refused(EMPTY);
    }

    @Test
    void an_empty_list_of_movies_changes_nothing() {
        imported();
        house.xtream.rows("get_vod_streams");
        refused("The panel's list of movies is empty, but the last one had 2.");
    }

    @Test
    void an_empty_list_of_categories_changes_nothing() {
        imported();
        house.xtream.rows("get_live_categories");
        refused("None of the panel's live streams has a category, but in the last list 3 had.");
    }

    @Test
    void half_a_list_changes_nothing() {
        imported();
        house.xtream.spoil(STREAMS, Quirks.cutShort()).spoil("get_live_categories", Quirks.only("[]"));
        refused(DAMAGED);
    }

    @Test
    void half_a_list_whose_categories_are_whole_is_made_up_from_them() {
        imported();
        house.xtream.on(STREAMS, half());
        changesNothing();
    }

    private static Mood half() {
        String list = "[" + live(1001, "Other", 12) + "," + live(1004, "Delta", 12) + "]";
        return Moods.document("application/json", list.substring(0, list.length() - 30));
    }

    @Test
    void a_connection_that_breaks_off_changes_nothing() {
        imported();
        byte[] list = ("[" + live(1001, "Alpha", 12) + "]").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        house.xtream.on(STREAMS, Moods.half("application/json", list));
        house.xtream.on("get_live_streams[12]", Moods.half("application/json", list));
        List<String> before = house.everything();
        assertThat(house.run()).isInstanceOf(Suspicious.class);
        assertThat(house.everything()).isEqualTo(before);
    }

    @Test
    void a_web_page_with_status_200_changes_nothing() {
        imported();
        house.xtream.on(STREAMS, Quirks.challenge()).on("get_live_streams[12]", Quirks.challenge());
        refused(PAGE);
        house.xtream.mended().on("", Quirks.challenge());
        refused(PAGE);
        house.xtream.mended().on("get_vod_categories", Moods.html());
        refused(PAGE);
    }

    @Test
    void an_error_object_with_status_200_changes_nothing() {
        imported();
        house.xtream.spoil(STREAMS, Quirks.error());
        refused("The panel's answer cannot be used: it is an object that is no list.");
    }

    @Test
    void the_answer_to_a_login_in_place_of_a_list_is_an_account_that_is_no_good() {
        imported();
        house.xtream.spoil(
                STREAMS, Quirks.loginInstead("{\"user_info\":{\"auth\":1,\"status\":\"Expired\"},\"server_info\":{}}"));
        refused("The account has expired.");
        assertThat(house.state().status()).isEqualTo(Status.EXPIRED);
        assertThat(house.xtream.asked()).as("nothing more is asked").endsWith(STREAMS);
        house.xtream.mended().spoil("get_series", Quirks.loginInstead("{\"user_info\":{\"auth\":0}}"));
        refused("The panel refuses this name and password.");
        house.xtream.mended().spoil(STREAMS, Quirks.loginInstead(house.xtream.login()));
        refused("The panel answers as to a login when it is asked for its live streams.");
    }

    // What is read all the same.

    @Test
    void good_json_under_the_type_of_a_web_page_is_read() {
        imported();
        house.xtream.on(STREAMS, Quirks.typedAsPage(list()));
        changesNothing();
    }

    private static String list() {
        return "[" + live(1001, "Alpha", 12) + "," + live(1002, "Beta", 12) + "," + live(1003, "Gamma", 13) + "]";
    }

    @Test
    void warnings_of_php_before_the_json_are_passed_over() {
        imported();
        for (String action : List.of("", "get_live_categories", STREAMS, "get_vod_streams", "get_series")) {
            house.xtream.spoil(action, Quirks.warnings());
        }
        changesNothing();
    }

    @Test
    void a_byte_order_mark_is_passed_over() {
        imported();
        house.xtream.spoil("", Quirks.byteOrderMark()).spoil(STREAMS, Quirks.byteOrderMark());
        changesNothing();
    }

    @Test
    void rubbish_behind_the_json_is_passed_over() {
        imported();
        house.xtream.spoil("", Quirks.rubbishBehind()).spoil(STREAMS, Quirks.rubbishBehind());
        changesNothing();
    }

    @Test
    void a_packed_answer_is_unpacked() {
        imported();
        house.xtream.on(STREAMS, Quirks.gzipped(list()));
        changesNothing();
    }

    @Test
    void a_list_as_an_object_keyed_by_index_is_a_list() {
        imported();
        for (String action :
                List.of("get_live_categories", STREAMS, "get_vod_categories", "get_vod_streams", "get_series")) {
            house.xtream.spoil(action, Quirks.keyedByIndex());
        }
        changesNothing();
    }

    @Test
    void a_list_in_a_wrapper_or_in_another_list_is_a_list() {
        imported();
        house.xtream.spoil(STREAMS, Quirks.wrapped()).spoil("get_vod_streams", body -> "[" + body + "]");
        changesNothing();
    }

    @Test
    void numbers_as_texts_and_texts_as_numbers_are_what_they_should_be() {
        imported();
        String alpha = live(1001, "Alpha", 12);
        for (String[] each : new String[][] {
            {"num", "\"1\""},
            {"stream_id", "\"1001\""},
            {"category_id", "12"},
            {"tv_archive", "\"1\""},
            {"tv_archive_duration", "\"7\""},
            {"added", "1767000000"},
            {"is_adult", "0"}
        }) {
            alpha = with(alpha, each[0], each[1]);
        }
        house.xtream.rows(STREAMS, alpha, live(1002, "Beta", 12), live(1003, "Gamma", 13));
        house.xtream.rows(
                "get_live_categories", "{\"category_id\":12,\"category_name\":\"News\"}", category(13, "Sport"));
        house.xtream.rows(
                "get_vod_streams",
                with(
                        with(with(movie(50001, "Blue Harbour (2019)", 30), "rating", "7.4"), "tmdb", "11223"),
                        "added",
                        "1766000000"),
                movie(50002, "Red Pier", 30));
        changesNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"true\"", "\"1\"", "1"})
    void a_truth_may_be_written_as_anything(String truth) {
        house.xtream.rows(STREAMS, with(with(live(1001, "Alpha", 12), "tv_archive", truth), "is_adult", truth));
        house.run();
        assertThat(house.of("xtream:live/1001.ts", "c.archive_days || ' ' || f.attributes"))
                .startsWith("7 ")
                .contains("\"adult\":\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"None\"", "\"null\"", "\"N/A\"", "null", "[]", "{}"})
    void what_says_nothing_is_as_if_it_were_not_there(String nothing) {
        String alpha = live(1001, "Alpha", 12);
        for (String field :
                List.of("num", "stream_icon", "epg_channel_id", "added", "is_adult", "tv_archive_duration")) {
            alpha = with(alpha, field, nothing);
        }
        String harbour = movie(50001, "Blue Harbour", 30);
        for (String field :
                List.of("rating", "rating_5based", "tmdb", "added", "year", "container_extension", "stream_icon")) {
            harbour = with(harbour, field, nothing);
        }
        String pier = series(7001, "North Pier", 40);
        for (String field :
                List.of("rating", "rating_5based", "last_modified", "episode_run_time", "plot", "backdrop_path")) {
            pier = with(pier, field, nothing);
        }
        house.xtream.rows(STREAMS, alpha).rows("get_vod_streams", harbour).rows("get_series", pier);
        assertThat(house.run()).isEqualTo(new Applied(3, 0, 0, 0, Map.of()));
        assertThat(house.of(
                        "xtream:live/1001.ts",
                        "c.number || ' ' || c.logo || ' ' || c.guide_id || ' ' || c.archive_days"))
                .isEqualTo("0   0");
        assertThat(house.of("xtream:movie/50001.mp4", "f.attributes"))
                .isEqualTo("{\"ext\":\"mp4\",\"tvg-name\":\"Blue Harbour\"}");
        assertThat(house.of("xtream:series/7001", "f.attributes"))
                .isEqualTo(
                        "{\"genre\":\"Crime\",\"release\":\"2021-09-01\",\"tvg-name\":\"North Pier\",\"year\":\"2021\"}");
    }

    @Test
    void decimals_and_ids_beyond_any_integer_are_kept_as_they_are_sent() {
        house.xtream.rows(
                STREAMS,
                with(live(1001, "Alpha", 12), "stream_id", "\"5.0\""),
                with(with(live(1002, "Beta", 12), "stream_id", "98765432109876"), "num", "5.1"),
                with(live(1003, "Gamma", 13), "stream_id", "\"abc-7\""));
        house.run();
        assertThat(house.house.feeds())
                .contains("Alpha xtream:live/5.ts", "Beta xtream:live/98765432109876.ts", "Gamma xtream:live/abc-7.ts");
        assertThat(house.of("xtream:live/98765432109876.ts", "c.number")).isEqualTo("5");
    }

    @Test
    void a_row_without_an_id_is_left_out_and_counted() {
        house.xtream.rows(
                STREAMS, live(1001, "Alpha", 12), with(live(1002, "Beta", 12), "stream_id", "null"), "7", "null", "{}");
        assertThat(house.run()).isEqualTo(new Applied(4, 0, 0, 0, Map.of("without an id", 2)));
    }

    @Test
    void a_stream_that_is_listed_twice_is_one_in_its_first_category() {
        imported();
        house.xtream.rows(
                STREAMS,
                live(1001, "Alpha", 12),
                live(1002, "Beta", 12),
                live(1003, "Gamma", 13),
                live(1001, "Alpha", 13));
        assertThat(house.run()).isEqualTo(new Applied(0, 0, 0, 6, Map.of("listed twice", 1)));
    }

    @Test
    void a_stream_in_several_categories_is_in_the_first_that_is_known() {
        house.xtream.rows(
                STREAMS,
                with(with(live(1001, "Alpha", 12), "category_id", "\"99\""), "category_ids", "[98,13,12]"),
                with(with(live(1002, "Beta", 12), "category_id", "null"), "category_ids", "\"[13]\""));
        house.run();
        assertThat(house.of("xtream:live/1001.ts", "f.group_name")).isEqualTo("Sport");
        assertThat(house.of("xtream:live/1002.ts", "f.group_name")).isEqualTo("Sport");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"0\"", "0", "\"\"", "\"77\"", "\"None\""})
    void a_category_that_is_none_is_no_group(String none) {
        house.xtream.rows(
                STREAMS,
                live(1002, "Beta", 12),
                with(with(live(1001, "Alpha", 12), "category_id", none), "category_ids", "[]"));
        house.run();
        assertThat(house.of("xtream:live/1001.ts", "f.group_name")).isEmpty();
        assertThat(house.headend.channel("Alpha").category()).isEqualTo(uncategorised());
    }

    private masthead.catalog.CategoryId uncategorised() {
        return house.headend.catalogs.current().categories().getLast().id();
    }

    @Test
    void names_are_cleaned() {
        house.xtream.rows(
                STREAMS,
                live(1001, "News &amp; Weather &#39;24&#39; &amp;amp; more", 12),
                with(live(1002, "", 12), "name", "\"Two\\r\\nLines\\u0000 \\ud83d end\""),
                with(live(1003, "", 13), "name", "null"),
                with(live(1004, "", 13), "name", "\" \""),
                live(1005, "EspaÃ±a CafÃ©", 13));
        house.run();
        assertThat(house.house.feeds())
                .contains(
                        "News & Weather '24' & more xtream:live/1001.ts",
                        "Two Lines \ufffd end xtream:live/1002.ts",
                        "Channel 1003 xtream:live/1003.ts",
                        "Channel 1004 xtream:live/1004.ts",
                        "España Café xtream:live/1005.ts");
    }

    @Test
    void control_characters_that_nobody_escaped_do_not_break_the_list() {
        house.xtream.spoil(STREAMS, Quirks.controlCharacters());
        assertThat(house.run()).isEqualTo(new Applied(6, 0, 0, 0, Map.of()));
        assertThat(house.house.feeds()).contains("Al pha One xtream:live/1001.ts");
    }

    @Test
    void a_name_in_another_encoding_does_not_break_the_list() {
        house.xtream.on(STREAMS, Quirks.latin("[" + live(1001, "España", 12) + "," + live(1002, "Über", 12) + "]"));
        house.run();
        assertThat(house.house.feeds()).contains("España xtream:live/1001.ts", "Über xtream:live/1002.ts");
    }

    @Test
    void dates_may_be_in_milliseconds_or_written_out_and_are_never_ahead() {
        house.xtream.rows(
                "get_vod_streams",
                with(movie(1, "Millis", 30), "added", "\"1766000000000\""),
                with(movie(2, "Written", 30), "added", "\"2025-12-17 19:33:20\""),
                with(movie(3, "Ahead", 30), "added", "\"4102444800\""),
                with(movie(4, "Zero", 30), "added", "\"0\""),
                with(movie(5, "Decimal", 30), "added", "\"1766000000.0\""));
        house.run();
        for (int id : new int[] {1, 2, 5}) {
            assertThat(house.of("xtream:movie/" + id + ".mkv", "f.attributes")).contains("\"added\":\"1766000000\"");
        }
        for (int id : new int[] {3, 4}) {
            assertThat(house.of("xtream:movie/" + id + ".mkv", "f.attributes")).doesNotContain("added");
        }
    }

    @Test
    void fields_under_any_of_their_names_are_found() {
        house.xtream.rows(
                "get_series",
                with(with(series(1, "One", 40), "releaseDate", "null"), "release_date", "\"2020-02-03\""),
                with(with(series(2, "Two", 40), "releaseDate", "\"\""), "releasedate", "\"2020-02-03\""),
                with(with(series(3, "Three", 40), "rating", "\"\""), "backdrop_path", "\"http://img/b.jpg\""));
        house.run();
        assertThat(house.of("xtream:series/1", "f.attributes"))
                .contains("\"release\":\"2020-02-03\"", "\"year\":\"2020\"");
        assertThat(house.of("xtream:series/2", "f.attributes")).contains("\"release\":\"2020-02-03\"");
        assertThat(house.of("xtream:series/3", "f.attributes"))
                .contains("\"backdrop\":\"http://img/b.jpg\"", "\"rating\":\"8.2\"");
    }

    @Test
    void addresses_of_pictures_are_made_whole_or_left_out() {
        String base = house.house.panel.url("");
        Map<String, String> pictures = Map.of(
                "\"/images/a b.png\"", base + "/images/a%20b.png",
                "\"images/c.jpg\"", base + "/images/c.jpg",
                "\"//cdn.example.net/d.png\"", "http://cdn.example.net/d.png",
                "\"http:\\\\/\\\\/cdn.example.net\\\\/e.png\"", "http://cdn.example.net/e.png",
                "\"N/A\"", "",
                "\"data:image/png;base64,AAAA\"", "",
                "\"C:\\\\logos\\\\f.png\"", "");
        int[] id = {2000};
        List<String> rows = pictures.keySet().stream()
                .map(each -> with(live(++id[0], "Channel " + id[0], 12), "stream_icon", each))
                .toList();
        house.xtream.rows(STREAMS, rows.toArray(String[]::new));
        house.run();
        int[] found = {2000};
        pictures.values()
                .forEach(each -> assertThat(house.of("xtream:live/" + ++found[0] + ".ts", "c.logo"))
                        .isEqualTo(each));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null", "\".mp4\"", "[\"mp4\",\"mkv\"]", "\"MP4\"", "\"a/b\""})
    void the_extension_of_a_movie_is_mp4_unless_it_is_told(String extension) {
        house.xtream.rows("get_vod_streams", with(movie(1, "One", 30), "container_extension", extension));
        house.run();
        assertThat(house.house.feeds()).contains("One xtream:movie/1.mp4");
    }

    @Test
    void a_direct_source_is_not_used() {
        house.xtream.rows(
                STREAMS, with(live(1001, "Alpha", 12), "direct_source", "\"http://third.example.net/secret/1.ts\""));
        house.run();
        assertThat(house.everything()).noneMatch(each -> each.contains("third.example.net"));
    }

    @Test
    void what_the_panel_says_of_its_own_address_is_not_believed() {
        house.xtream.server(
                "\"url\":\"http://wrong.example.net/x\",\"port\":\"\",\"https_port\":\"\",\"server_protocol\":null");
        imported();
        assertThat(house.state().zone()).isEmpty();
    }

    @Test
    void a_panel_below_a_path_is_asked_there() throws java.io.IOException {
        Path other = java.nio.file.Files.createDirectory(folder.resolve("below"));
        try (XtreamHouse below = new XtreamHouse(other, "/iptv/one", Map.of(), FakeXtream.PASSWORD)) {
            assertThat(below.run()).isEqualTo(new Applied(6, 0, 0, 0, Map.of()));
            assertThat(below.house.panel.requests("/iptv/one/player_api.php")).hasSize(7);
        }
    }

    @Test
    void a_login_whose_numbers_are_texts_and_whose_truths_are_words_is_read() {
        for (String auth : List.of("1", "\"1\"", "true", "\"true\"")) {
            house.xtream.user(
                    "\"auth\":" + auth + ",\"status\":\"active\",\"exp_date\":4102444800,\"max_connections\":\"N/A\"");
            assertThat(house.run()).as(auth).isInstanceOf(Applied.class);
            assertThat(house.state().maxConnections()).isEmpty();
        }
        for (String auth : List.of("0", "\"0\"", "false", "\"false\"", "null")) {
            house.xtream.user("\"auth\":" + auth + ",\"status\":\"Active\"");
            assertThat(house.run()).as(auth).isInstanceOf(auth.equals("null") ? Applied.class : Suspicious.class);
        }
    }

    // Details.

    private List<String> episodes(String json) {
        house.xtream.details(
                "get_series_info",
                "7001",
                "{\"seasons\":[],\"info\":{\"name\":\"North Pier\"},\"episodes\":" + json + "}");
        return house.client().series(house.headend.provider, "7001").orElseThrow().episodes().stream()
                .map(XtreamQuirksTest::text)
                .toList();
    }

    private static String text(Episode each) {
        return each.id() + "=" + each.season() + "x" + each.number();
    }

    private static String episode(int id, int number, String more) {
        return "{\"id\":\"" + id + "\",\"episode_num\":" + number + ",\"title\":\"E" + number + "\"" + more + "}";
    }

    @Test
    void episodes_may_be_an_object_by_season() {
        assertThat(episodes("{\"2\":[" + episode(3, 1, "") + "],\"1\":[" + episode(1, 1, "") + "," + episode(2, 2, "")
                        + "]}"))
                .containsExactly("1=1x1", "2=1x2", "3=2x1");
    }

    @Test
    void episodes_may_be_an_array_of_arrays() {
        assertThat(episodes("[[" + episode(1, 1, ",\"season\":0") + "],[" + episode(2, 1, ",\"season\":1") + "]]"))
                .containsExactly("1=0x1", "2=1x1");
    }

    @Test
    void episodes_may_be_one_array() {
        assertThat(episodes("[" + episode(1, 1, ",\"season\":\"2\"") + "," + episode(2, 2, ",\"season\":2") + "]"))
                .containsExactly("1=2x1", "2=2x2");
    }

    @Test
    void episodes_may_be_an_object_keyed_by_index_below_the_season() {
        assertThat(episodes("{\"01\":{\"0\":" + episode(1, 1, "") + ",\"1\":" + episode(2, 2, "") + "}}"))
                .containsExactly("1=1x1", "2=1x2");
    }

    @Test
    void the_season_of_an_episode_wins_over_that_of_its_key() {
        assertThat(episodes("{\"01\":[" + episode(1, 1, ",\"season\":3,\"info\":[]") + "]}"))
                .containsExactly("1=3x1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "null", "\"\"", "[[]]"})
    void a_series_without_episodes_has_none(String none) {
        assertThat(episodes(none)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"info\":[]}",
                "[]",
                "{}",
                "",
                "null",
                "{\"info\":{},\"movie_data\":{}}",
                "{\"info\":null,\"movie_data\":null}"
            })
    void a_movie_that_the_panel_does_not_know_is_none(String answer) {
        house.xtream.details("get_vod_info", "1", answer);
        assertThat(house.client().movie(house.headend.provider, "1")).isEmpty();
    }

    @Test
    void a_movie_whose_lists_are_objects_and_whose_objects_are_lists_is_read() {
        house.xtream.details(
                "get_vod_info",
                "1",
                "{\"info\":{\"name\":null,\"backdrop_path\":\"http://img/b.jpg\",\"duration\":\"01:36:00\",\"video\":[],\"audio\":[],"
                        + "\"bitrate\":\"N/A\",\"rating\":\"7,4\",\"actors\":\"B. Person\"},\"movie_data\":{\"stream_id\":\"1\",\"name\":\"One (1999)\"}}");
        assertThat(house.client().movie(house.headend.provider, "1")).hasValueSatisfying(movie -> {
            assertThat(movie.facts().name()).isEqualTo("One (1999)");
            assertThat(movie.facts().backdrops()).containsExactly("http://img/b.jpg");
            assertThat(movie.facts().durationSeconds()).isEqualTo(5760);
            assertThat(movie.facts().rating()).isEqualTo("7.4");
            assertThat(movie.facts().cast()).isEqualTo("B. Person");
            assertThat(movie.bitrate()).isZero();
            assertThat(movie.video()).isEmpty();
            assertThat(movie.extension()).isEqualTo("mp4");
        });
    }
}
