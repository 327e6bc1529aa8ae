package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import masthead.catalog.Category;
import masthead.catalog.CategoryId;
import masthead.catalog.ChannelId;
import masthead.catalog.Lineup;
import masthead.catalog.LineupTerms;
import masthead.catalog.Lineups;
import masthead.catalog.Part;
import masthead.format.xtream.MovieDetails;
import masthead.format.xtream.SeriesDetails;
import masthead.format.xtream.TitleFacts;
import masthead.studio.Golden;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Movies and series as players list and open them. */
class TitlePagesTest {
    private static final String LIST = """
            #EXTM3U
            #EXTINF:-1 tvg-id="alpha" group-title="News",Alpha
            http://127.0.0.1:1/alpha.ts
            #EXTINF:-1 tvg-logo="http://posters.example.net/1.jpg" group-title="Drama" rating="7.4" tmdb="11223" added="1766000000" ext="mkv" plot="A port town wakes up.",Blue Harbour (2019)
            xtream:movie/456.mkv
            #EXTINF:-1 group-title="Drama" rating="N/A" added="",Ünder "Sea"
            http://127.0.0.1:1/movie/u/p/2.mp4
            #EXTINF:-1 group-title="Comedy" adult="1",Laugh
            http://127.0.0.1:1/movie/u/p/3.avi
            #EXTINF:-1 tvg-logo="http://posters.example.net/s.jpg" group-title="Crime" rating="8.1" modified="1766500000" genre="Crime" release="2021-09-01",North Pier
            xtream:series/789
            #EXTINF:-1 group-title="Crime",South Pier S01E02
            http://127.0.0.1:1/series/u/p/12.mkv
            #EXTINF:-1 group-title="Crime",South.Pier.S01E01.Pilot
            http://127.0.0.1:1/series/u/p/11.mkv
            #EXTINF:-1 group-title="Crime",South Pier S00E01
            http://127.0.0.1:1/series/u/p/10.mkv
            """;

    @TempDir
    private Path folder;

    private DoorWorld world;

    @BeforeEach
    void open() {
        world = new DoorWorld(folder, Map.of("images.proxy", "false", "xtream.request-burst", "100000"));
        world.take(LIST);
        Awaitility.await().until(() -> world.api("&action=get_series").contains("South Pier"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Ids and categories depend on what was there before: they are named here by what they are of. */
    private int series(String name) {
        String list = world.api("&action=get_series");
        int at = list.indexOf("\"name\":\"" + name);
        return Integer.parseInt(list.substring(0, at).replaceAll("(?s).*\"series_id\":(\\d+),$", "$1"));
    }

    private static TitleFacts facts(String name) {
        return new TitleFacts(
                name,
                "Le Port",
                "A longer plot.",
                "B. Person",
                "A. Person",
                "Drama",
                "France",
                "2019-05-04",
                "2019",
                "7.6",
                "12",
                "http://told.example.net/big.jpg",
                List.of("http://told.example.net/back.jpg", "not an address"),
                "abc",
                "11223",
                5760);
    }

    private static SeriesDetails.Episode episode(String id, int season, int number) {
        return new SeriesDetails.Episode(
                id,
                season,
                number,
                facts("Part " + id),
                "mp4",
                900,
                Optional.of(Instant.ofEpochSecond(1_766_500_000)),
                "{\"codec_name\":\"h264\",\"width\":1920,\"height\":1080,\"tags\":{\"width\":\"no\"}}",
                "");
    }

    @Test
    void movies_are_listed_with_the_types_strict_players_want() {
        Golden.check("xtream/titles/vod_streams.json", world.api("&action=get_vod_streams"));
        Golden.check("xtream/titles/vod_categories.json", world.api("&action=get_vod_categories"));
    }

    @Test
    void series_are_listed_with_the_types_strict_players_want() {
        Golden.check("xtream/titles/series.json", world.api("&action=get_series"));
        Golden.check("xtream/titles/series_categories.json", world.api("&action=get_series_categories"));
    }

    @Test
    void live_lists_hold_no_movie() {
        assertThat(world.api("&action=get_live_streams")).contains("Alpha").doesNotContain("Harbour", "Pier");
        assertThat(world.api("&action=get_live_categories")).contains("News").doesNotContain("Drama");
    }

    @Test
    void a_list_can_be_narrowed_to_a_category() {
        String drama = world.api("&action=get_vod_categories")
                .replaceAll("(?s).*\"category_id\":\"(\\d+)\",\"category_name\":\"Drama\".*", "$1");
        assertThat(world.api("&action=get_vod_streams&category_id=" + drama))
                .contains("Blue Harbour", "\"num\":2")
                .doesNotContain("Laugh");
        assertThat(world.api("&action=get_vod_streams&category_id=999")).isEqualTo("[]");
        assertThat(world.api("&action=get_vod_streams&category_id=nonsense")).isEqualTo("[]");
        assertThat(world.api("&action=203&category_id=0")).contains("Laugh");
    }

    @Test
    void a_list_is_gzipped_where_that_is_taken_and_304_where_it_is_known() throws Exception {
        String path = "/player_api.php?" + DoorWorld.NORA + "&action=get_vod_streams";
        byte[] packed = world.bytes(path, "Accept-Encoding", "gzip");
        String plain = new String(
                new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(plain).isEqualTo(world.api("&action=get_vod_streams"));
        String etag = world.get(path).headers().firstValue("etag").orElseThrow();
        assertThat(world.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
    }

    @Test
    void a_list_follows_an_edit() {
        assertThat(world.api("&action=get_vod_streams")).contains("Laugh");
        world.take(LIST.replace(",Laugh", ",Laugh Again"));
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(world.api("&action=get_vod_streams")).contains("Laugh Again"));
    }

    @Test
    void a_movie_that_nobody_told_of_has_every_field() {
        int id = world.movie("Laugh");
        Golden.check("xtream/titles/vod_info_bare.json", world.api("&action=get_vod_info&vod_id=" + id));
        assertThat(world.told.asked).isEmpty();
    }

    @Test
    void a_movie_is_shown_as_its_provider_tells_it_and_asked_for_once() {
        world.told.movies.put(
                "456",
                new MovieDetails(
                        "456",
                        facts("Blue Harbour"),
                        "mkv",
                        4200,
                        Optional.empty(),
                        "{\"codec_name\":\"h264\",\"width\":1920,\"height\":1080}",
                        "{\"codec_name\":\"aac\",\"channels\":2}"));
        String query = "&action=get_vod_info&vod_id=" + world.movie("Blue Harbour (2019)");
        Golden.check("xtream/titles/vod_info.json", world.api(query));
        world.api(query);
        assertThat(world.told.asked).containsExactly("movie 456");
    }

    @Test
    void a_provider_that_is_dead_leaves_what_its_list_says() {
        world.told.dead = true;
        assertThat(world.api("&action=get_vod_info&vod_id=" + world.movie("Blue Harbour (2019)")))
                .contains("A port town wakes up.", "\"tmdb_id\":11223");
        assertThat(world.details.seen().failed()).isEqualTo(1);
        assertThat(world.api("&action=get_series_info&series_id=" + series("North Pier")))
                .contains("\"name\":\"North Pier\"", "\"episodes\":{}");
    }

    @Test
    void a_series_has_its_episodes_by_season_and_their_ids_are_stable() {
        world.told.series.put(
                "789",
                new SeriesDetails(
                        "789",
                        facts("North Pier"),
                        Optional.empty(),
                        List.of(new SeriesDetails.Season(1, "First", "It begins.", "2021-09-01", "")),
                        List.of(episode("a", 1, 1), episode("b", 1, 2), episode("c", 0, 1))));
        String query = "&action=get_series_info&series_id=" + series("North Pier");
        String first = world.api(query);
        Golden.check("xtream/titles/series_info.json", first);
        int id = Integer.parseInt(first.replaceAll("(?s).*\"id\":\"(\\d+)\",\"episode_num\":2,.*", "$1"));
        assertThat(world.films.film(new ChannelId(id)))
                .hasValueSatisfying(
                        film -> assertThat(film.feeds().getFirst().url()).isEqualTo("xtream:episode/b.mp4"));
    }

    @Test
    void episodes_of_a_plain_list_are_a_series() {
        Golden.check(
                "xtream/titles/series_info_listed.json",
                world.api("&action=get_series_info&series_id=" + series("South Pier")));
        int before = series("South Pier");
        world.take(LIST + "#EXTINF:-1 group-title=\"Crime\",South Pier S01E03\nhttp://127.0.0.1:1/series/u/p/13.mkv\n");
        Awaitility.await()
                .untilAsserted(() -> assertThat(world.api("&action=get_series_info&series_id=" + before))
                        .contains("S01E03"));
        assertThat(series("South Pier")).isEqualTo(before);
    }

    @Test
    void an_episode_that_is_renamed_goes_to_the_series_it_is_named_after() {
        world.take(LIST.replace("South.Pier.S01E01.Pilot", "West Pier S02E07")
                .replace("South Pier S01E02", "South Pier S03E04"));
        Awaitility.await().untilAsserted(() -> {
            assertThat(world.api("&action=get_series")).contains("West Pier");
            assertThat(world.api("&action=get_series_info&series_id=" + series("West Pier")))
                    .contains("S02E07", "\"episode_num\":7");
        });
        assertThat(world.api("&action=get_series_info&series_id=" + series("South Pier")))
                .contains("\"season\":3", "\"episode_num\":4")
                .doesNotContain("S02E07", "S01E01", "S01E02");
    }

    @Test
    void a_lineup_leaves_out_what_it_does_not_hold() {
        int movie = world.movie("Laugh");
        world.subscriber("solo", 1);
        String solo = "/player_api.php?username=solo&password=solo&action=";
        world.give("solo", Optional.of(world.lineup("Live", "News")));
        assertThat(world.get(solo + "get_vod_streams").body()).isEqualTo("[]");
        assertThat(world.get(solo + "get_vod_categories").body()).isEqualTo("[]");
        assertThat(world.get(solo + "get_vod_info&vod_id=" + movie).body()).isEqualTo("{\"info\":[]}");
        assertThat(world.get("/movie/solo/solo/" + movie + ".avi").statusCode()).isEqualTo(404);
        assertThat(world.get("/get.php?username=solo&password=solo").body()).doesNotContain("/movie/", "/series/");
        assertThat(world.get("/panel_api.php?username=solo&password=solo").body())
                .doesNotContain("Laugh");
        Set<CategoryId> drama = world.titles.categories(Part.MOVIES).stream()
                .filter(each -> each.name().equals("Drama"))
                .map(Category::id)
                .collect(Collectors.toSet());
        Lineup dramas =
                new Lineups(world.catalogs).add(new LineupTerms("Dramas", Set.of(Part.MOVIES), Optional.of(drama)));
        world.give("solo", dramas.id());
        assertThat(world.get(solo + "get_vod_streams").body())
                .contains("Harbour", "\"num\":2")
                .doesNotContain("Laugh");
        assertThat(world.get(solo + "get_series").body()).isEqualTo("[]");
        assertThat(world.api("&action=get_vod_streams")).contains("Laugh");
    }

    @Test
    void what_is_unknown_is_answered_as_panels_do() {
        assertThat(world.api("&action=get_vod_info&vod_id=999999")).isEqualTo("{\"info\":[]}");
        assertThat(world.api("&action=get_vod_info")).isEqualTo("{\"info\":[]}");
        assertThat(world.api("&action=get_series_info&series_id=999999"))
                .isEqualTo("{\"seasons\":[],\"info\":{\"name\":null},\"episodes\":{}}");
    }

    @Test
    void a_playlist_holds_movies_and_known_episodes() {
        String list = world.get("/get.php?" + DoorWorld.NORA + "&type=m3u_plus").body();
        assertThat(list)
                .contains("/live/nora/k7Qz9x/")
                .containsPattern(
                        "group-title=\"Drama\",Blue Harbour \\(2019\\)\nhttp://tv.example.net:8080/movie/nora/k7Qz9x/\\d+\\.mkv\n")
                .containsPattern(",South Pier S01E01\nhttp://tv.example.net:8080/series/nora/k7Qz9x/\\d+\\.mkv\n");
        assertThat(world.get("/get.php?" + DoorWorld.NORA + "&key=movie").body())
                .contains("/movie/")
                .doesNotContain("/live/", "/series/");
        assertThat(world.get("/get.php?" + DoorWorld.NORA + "&key=live").body()).doesNotContain("/movie/", "/series/");
    }

    @Test
    void panel_api_holds_movies() {
        String all = world.get("/panel_api.php?" + DoorWorld.NORA).body();
        assertThat(all)
                .contains("\"type_name\":\"Movies\"", "\"name\":\"Laugh\"", "\"live\":\"0\"")
                .containsPattern("\"movie\":\\[\\{\"category_id\":\"\\d+\"");
        Golden.check("xtream/titles/panel_api_titles.json", all);
    }
}
