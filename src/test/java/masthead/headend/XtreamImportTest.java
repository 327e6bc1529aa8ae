package masthead.headend;

import static masthead.studio.xtream.FakeXtream.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import masthead.catalog.AccountState;
import masthead.catalog.AccountState.Status;
import masthead.catalog.Feed;
import masthead.catalog.FeedKind;
import masthead.catalog.Login;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderEdit;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.catalog.ReachEdit;
import masthead.catalog.Upkeep;
import masthead.catalog.UpkeepEdit;
import masthead.config.Secret;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportOutcome.Failed;
import masthead.headend.ImportOutcome.Suspicious;
import masthead.studio.FakePanel;
import masthead.studio.Moods;
import masthead.studio.xtream.FakeXtream;
import masthead.studio.xtream.Quirks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers of kind xtream: an account at a panel that behaves. */
class XtreamImportTest {
    @TempDir
    Path folder;

    @Test
    void an_account_brings_live_streams_movies_and_series() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            assertThat(house.run()).isEqualTo(new Applied(6, 0, 0, 0, Map.of()));
            assertThat(house.house.feeds())
                    .containsExactly(
                            "Alpha xtream:live/1001.ts",
                            "Beta xtream:live/1002.ts",
                            "Blue Harbour (2019) xtream:movie/50001.mkv",
                            "Gamma xtream:live/1003.ts",
                            "North Pier xtream:series/7001",
                            "Red Pier xtream:movie/50002.mkv");
            assertThat(house.headend.channel("Alpha"))
                    .satisfies(each ->
                            assertThat(each.feeds()).extracting(Feed::kind).containsExactly(FeedKind.TS))
                    .satisfies(each -> assertThat(each.archiveDays()).isEqualTo(7))
                    .satisfies(each -> assertThat(each.guideId()).isEqualTo("1001.tv"))
                    .satisfies(each -> assertThat(each.logo()).isEqualTo("http://img/1001.png"))
                    .satisfies(each -> assertThat(each.number()).isEqualTo(1));
            assertThat(house.of("xtream:movie/50001.mkv", "f.kind || ' ' || f.group_name || ' ' || f.attributes"))
                    .startsWith("MOVIE Drama ")
                    .contains(
                            "\"added\":\"1766000000\"",
                            "\"ext\":\"mkv\"",
                            "\"rating\":\"7.4\"",
                            "\"tmdb\":\"11223\"",
                            "\"year\":\"2019\"");
            assertThat(house.of("xtream:series/7001", "f.kind || ' ' || f.group_name || ' ' || f.attributes"))
                    .startsWith("SERIES Crime ")
                    .contains(
                            "\"modified\":\"1766500000\"",
                            "\"plot\":\"A pier.\"",
                            "\"duration\":\"2700\"",
                            "\"release\":\"2021-09-01\"");
        }
    }

    @Test
    void the_login_comes_first_and_then_one_question_at_a_time() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            house.run();
            assertThat(house.xtream.asked())
                    .containsExactly(
                            "",
                            "get_live_categories",
                            "get_live_streams",
                            "get_vod_categories",
                            "get_vod_streams",
                            "get_series_categories",
                            "get_series");
            assertThat(house.house.panel.connections("/player_api.php").peak()).isEqualTo(1);
            assertThat(house.house.panel.requests("/player_api.php"))
                    .allSatisfy(each -> assertThat(each.header("User-Agent")).startsWith("VLC/"))
                    .allSatisfy(each -> assertThat(each.header("Cookie")).isEmpty());
        }
    }

    @Test
    void neither_password_nor_domain_is_kept_with_a_feed() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            house.run();
            assertThat(house.everything())
                    .noneMatch(each -> each.contains(FakeXtream.PASSWORD) || each.contains("127.0.0.1"));
            assertThat(TestHeadend.texts(house.house.database, "SELECT password FROM provider_account"))
                    .noneMatch(each -> each.contains(FakeXtream.PASSWORD));
        }
    }

    @Test
    void the_same_again_changes_nothing() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            house.run();
            long version = house.headend.catalogs.current().version();
            assertThat(house.run()).isEqualTo(new Applied(0, 0, 0, 6, Map.of()));
            assertThat(house.headend.catalogs.current().version()).isEqualTo(version);
        }
    }

    @Test
    void what_the_operator_does_not_want_is_not_asked_for() {
        try (XtreamHouse house = new XtreamHouse(folder, Map.of("movies", "no", "series", "no", "output", "m3u8"))) {
            assertThat(house.run()).isEqualTo(new Applied(3, 0, 0, 0, Map.of()));
            assertThat(house.xtream.asked()).containsExactly("", "get_live_categories", "get_live_streams");
            assertThat(house.headend.channel("Alpha").feeds())
                    .extracting(Feed::kind)
                    .containsExactly(FeedKind.HLS);
            assertThat(house.house.feeds()).contains("Alpha xtream:live/1001.m3u8");
        }
    }

    @Test
    void what_the_panel_says_of_the_account_is_kept() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            house.xtream
                    .user(
                            "\"auth\":\"1\",\"status\":\"ACTIVE\",\"exp_date\":\"4102444800\",\"max_connections\":3,\"active_cons\":\"1\","
                                    + "\"message\":\"Welcome\"")
                    .server(
                            "\"timezone\":\"Europe/Madrid\",\"timestamp_now\":1772366400,\"time_now\":\"2026-03-01 13:00:12\"");
            house.run();
            assertThat(house.state())
                    .isEqualTo(new AccountState(
                            house.headend.provider,
                            0,
                            Status.ACTIVE,
                            Optional.of(Instant.parse("2100-01-01T00:00:00Z")),
                            OptionalInt.of(3),
                            1,
                            Optional.of(ZoneId.of("Europe/Madrid")),
                            true,
                            "Welcome",
                            TestHeadend.NOW));
        }
    }

    @Test
    void a_panel_whose_clock_is_in_another_zone_than_it_says_is_in_the_zone_of_its_clock() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            house.xtream.server(
                    "\"timezone\":\"America/New_York\",\"timestamp_now\":\"1772366400\",\"time_now\":\"2026-03-01 14:00:05\"");
            house.run();
            assertThat(house.state().zone()).contains(ZoneId.of("+02:00"));
            assertThat(house.state().zoneVerified()).isFalse();
        }
    }

    @Test
    void an_account_that_never_ends_has_no_end() throws IOException {
        for (String never : List.of("null", "\"0\"", "\"\"", "0", "\"null\"")) {
            try (XtreamHouse house = new XtreamHouse(Files.createTempDirectory(folder, "never"))) {
                house.xtream.user(
                        "\"auth\":1,\"status\":\"Active\",\"exp_date\":" + never + ",\"max_connections\":\"0\"");
                assertThat(house.run()).as(never).isInstanceOf(Applied.class);
                assertThat(house.state().expiresAt()).isEmpty();
            }
        }
    }

    @Test
    void a_wrong_password_is_told_as_such() {
        try (XtreamHouse house = new XtreamHouse(folder, "", Map.of(), "wrong")) {
            assertThat(house.run()).isEqualTo(new Suspicious("The panel refuses this name and password."));
            assertThat(house.state().status()).isEqualTo(Status.REFUSED);
            assertThat(house.xtream.asked()).as("nothing more is asked").containsExactly("");
        }
    }

    @Test
    void an_expired_account_leaves_the_catalog_as_it_was_and_says_so() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            house.run();
            List<String> before = house.everything();
            house.xtream.user(
                    "\"auth\":1,\"status\":\"Expired\",\"exp_date\":\"1767225600\",\"max_connections\":\"1\"");
            assertThat(house.run()).isEqualTo(new Suspicious("The account has expired on 2026-01-01."));
            assertThat(house.everything()).isEqualTo(before);
            assertThat(house.state().status()).isEqualTo(Status.EXPIRED);
            house.xtream.user("\"auth\":1,\"status\":\"Active\",\"exp_date\":\"1767225600\"");
            assertThat(house.run()).as("whatever the panel calls it").isInstanceOf(Suspicious.class);
            house.xtream.user("\"auth\":1,\"status\":\"Banned\",\"message\":\"Ask support\"");
            assertThat(house.run()).isEqualTo(new Suspicious("The account is banned. The panel says: Ask support"));
            assertThat(house.everything()).isEqualTo(before);
        }
    }

    @Test
    void a_panel_that_is_away_leaves_the_catalog_as_it_was() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            house.run();
            List<String> before = house.everything();
            house.xtream.on("", Moods.status(503));
            assertThat(house.run()).isEqualTo(new Failed("The panel answered with status 503."));
            house.xtream.on("", Moods.resetting());
            assertThat(house.run()).isInstanceOf(Failed.class);
            house.xtream.mended().on("get_vod_streams", Moods.status(500)).on("get_vod_streams[30]", Moods.status(500));
            assertThat(house.run()).isInstanceOf(Failed.class);
            assertThat(house.everything()).isEqualTo(before);
        }
    }

    @Test
    void mirrors_are_asked_in_order_and_the_one_that_answers_is_asked_on() {
        try (FakePanel dead = new FakePanel();
                FakePanel parked = new FakePanel();
                XtreamHouse house = new XtreamHouse(folder)) {
            dead.on("/player_api.php", Moods.resetting());
            parked.on("/player_api.php", Moods.html());
            String good = house.house.panel.url("");
            house.headend.catalogs.edit(new ProviderEdit(
                    house.headend.provider,
                    Optional.empty(),
                    Optional.of(dead.url("")),
                    Optional.empty(),
                    Optional.empty(),
                    ReachEdit.NONE,
                    new UpkeepEdit(Optional.of(Map.of("mirrors", parked.url("/") + " " + good)), Optional.empty())));
            assertThat(house.run()).isEqualTo(new Applied(6, 0, 0, 0, Map.of()));
            assertThat(dead.requests("/player_api.php")).hasSize(1);
            assertThat(parked.requests("/player_api.php")).hasSize(1);
            assertThat(house.xtream.asked()).hasSize(7);
        }
    }

    @Test
    void a_panel_on_another_domain_is_the_same_panel() {
        try (FakePanel moved = new FakePanel();
                XtreamHouse house = new XtreamHouse(folder)) {
            house.run();
            List<String> before = house.everything();
            house.xtream.in(moved, "/iptv");
            house.headend.catalogs.edit(new ProviderEdit(
                    house.headend.provider,
                    Optional.empty(),
                    Optional.of(moved.url("/iptv")),
                    Optional.empty(),
                    Optional.empty(),
                    ReachEdit.NONE));
            assertThat(house.run()).isEqualTo(new Applied(0, 0, 0, 6, Map.of()));
            assertThat(house.everything()).isEqualTo(before);
        }
    }

    @Test
    void a_list_that_cannot_be_had_whole_is_read_by_category() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            house.run();
            house.xtream.on("get_live_streams", Moods.status(500));
            assertThat(house.run()).isEqualTo(new Applied(0, 0, 0, 6, Map.of()));
            assertThat(house.xtream.asked())
                    .containsSequence(
                            "get_live_streams", "get_live_streams[12]", "get_live_streams[13]", "get_vod_categories");
            house.xtream.on(
                    "get_live_streams",
                    Moods.half(
                            "application/json",
                            ("[" + live(9, "X", 12) + "," + live(8, "Y", 12) + "]").getBytes(StandardCharsets.UTF_8)));
            assertThat(house.run())
                    .as("what came of the broken list is not used")
                    .isEqualTo(new Applied(0, 0, 0, 6, Map.of()));
        }
    }

    @Test
    void a_category_that_cannot_be_had_costs_the_whole_import() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            house.run();
            List<String> before = house.everything();
            house.xtream.on("get_live_streams", Quirks.challenge()).on("get_live_streams[13]", Moods.status(500));
            assertThat(house.run()).isEqualTo(new Suspicious("The panel's answer cannot be used: it is a web page."));
            assertThat(house.everything()).isEqualTo(before);
        }
    }

    @Test
    void the_details_of_a_movie_and_of_a_series_are_asked_for() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            XtreamClient client = house.client();
            assertThat(client.movie(house.headend.provider, "50001")).hasValueSatisfying(movie -> {
                assertThat(movie.facts().name()).isEqualTo("Blue Harbour (2019)");
                assertThat(movie.facts().originalName()).isEqualTo("Havre bleu");
                assertThat(movie.facts().durationSeconds()).isEqualTo(5760);
                assertThat(movie.facts().backdrops()).hasSize(2);
                assertThat(movie.extension()).isEqualTo("mkv");
                assertThat(movie.video()).isEqualTo("{\"codec_name\":\"h264\",\"width\":1920}");
                assertThat(movie.added()).contains(Instant.ofEpochSecond(1766000000));
            });
            assertThat(client.series(house.headend.provider, "7001")).hasValueSatisfying(series -> {
                assertThat(series.facts().name()).isEqualTo("North Pier");
                assertThat(series.seasons()).hasSize(1);
                assertThat(series.episodes())
                        .extracting(
                                each -> each.id() + " " + each.season() + "x" + each.number() + "." + each.extension())
                        .containsExactly("81001 1x1.mp4", "81002 1x2.mkv");
            });
            assertThat(client.movie(house.headend.provider, "9")).as("unknown").isEmpty();
            assertThat(client.series(house.headend.provider, "9")).as("unknown").isEmpty();
            assertThat(client.login(house.headend.provider).status()).isEqualTo(Status.ACTIVE);
        }
    }

    @Test
    void details_that_cannot_be_had_say_why() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            XtreamClient client = house.client();
            house.xtream.on("get_vod_info", Quirks.challenge());
            assertThatThrownBy(() -> client.movie(house.headend.provider, "50001"))
                    .isInstanceOfSatisfying(
                            XtreamFailed.class, e -> assertThat(e.refused()).isFalse())
                    .hasMessage("The panel's answer cannot be used: it is a web page.");
            house.xtream
                    .mended()
                    .spoil(
                            "get_series_info",
                            Quirks.loginInstead("{\"user_info\":{\"auth\":1,\"status\":\"Expired\"}}"));
            assertThatThrownBy(() -> client.series(house.headend.provider, "7001"))
                    .isInstanceOfSatisfying(
                            XtreamFailed.class, e -> assertThat(e.refused()).isTrue())
                    .hasMessage("The account has expired.");
            assertThat(house.state().status()).isEqualTo(Status.EXPIRED);
        }
    }

    @Test
    void a_long_list_is_read() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            house.xtream.rows(
                    "get_live_streams",
                    IntStream.range(0, 5000)
                            .mapToObj(each -> live(100_000 + each, "Channel " + each, 12))
                            .toArray(String[]::new));
            assertThat(house.run()).isEqualTo(new Applied(5003, 0, 0, 0, Map.of()));
        }
    }

    @Test
    void a_preview_needs_no_provider_and_keeps_nothing() {
        try (XtreamHouse house = new XtreamHouse(folder)) {
            ListPreview preview = house.headend.imports.preview(
                    new NewProvider(
                            "Other",
                            ProviderKind.XTREAM,
                            house.house.panel.url(""),
                            0,
                            "",
                            Reach.DIRECT,
                            Upkeep.ON_REQUEST,
                            Optional.of(new Login(FakeXtream.USERNAME, new Secret(FakeXtream.PASSWORD)))),
                    3);
            assertThat(preview.total()).isEqualTo(6);
            assertThat(preview.entries()).extracting(ListPreview.Entry::name).containsExactly("Alpha", "Beta", "Gamma");
            assertThat(house.house.feeds()).isEmpty();
            assertThat(house.headend.catalogs.accountStates(house.headend.provider))
                    .isEmpty();
        }
    }
}
