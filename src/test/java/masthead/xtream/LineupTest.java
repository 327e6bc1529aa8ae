package masthead.xtream;

import static masthead.xtream.DoorWorld.NORA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.catalog.CategoryId;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelId;
import masthead.catalog.LineupId;
import masthead.catalog.LineupTerms;
import masthead.catalog.Lineups;
import masthead.catalog.Part;
import masthead.studio.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nora has the news alone; admin sees everything. */
class LineupTest {
    private static final String ADMIN = "username=admin&password=admin";

    @Test
    void every_answer_to_a_subscriber_with_a_lineup_is_as_its_golden_file(@TempDir Path folder) {
        try (DoorWorld world = new DoorWorld(folder, DoorWorld.UNHURRIED)) {
            String before = world.get("/player_api.php?" + ADMIN + "&action=get_live_streams")
                    .body();
            world.give("nora", Optional.of(world.lineup("News", "News")));
            golden("live_categories.json", world.api("&action=get_live_categories"));
            golden("live_streams.json", world.api("&action=get_live_streams"));
            golden("live_streams_sport.json", world.api("&action=get_live_streams&category_id=" + sport(world)));
            golden("panel_api.json", world.get("/panel_api.php?" + NORA).body());
            golden("playlist_plus.m3u", world.get("/get.php?" + NORA).body());
            golden("guide.xml", world.get("/xmltv.php?" + NORA).body());
            int gamma = world.id("Gamma & Söhne");
            golden("short_epg.json", world.api("&action=get_short_epg&stream_id=" + gamma));
            golden("simple_data_table.json", world.api("&action=get_simple_data_table&stream_id=" + gamma));
            assertThat(world.get("/player_api.php?" + ADMIN + "&action=get_live_streams")
                            .body())
                    .isEqualTo(before);
        }
    }

    private static void golden(String name, String body) {
        Golden.check("xtream/lineup/" + name, body);
    }

    private static int sport(DoorWorld world) {
        return world.channels().getLast().category().value();
    }

    @Test
    void a_channel_outside_the_lineup_is_404_to_its_subscriber_and_takes_no_seat(@TempDir Path folder) {
        try (DoorWorld world = new DoorWorld(folder, DoorWorld.UNHURRIED)) {
            world.give("nora", Optional.of(world.lineup("News", "News")));
            int gamma = world.id("Gamma & Söhne");
            for (String path : new String[] {"/live/nora/k7Qz9x/" + gamma + ".ts", "/nora/k7Qz9x/" + gamma + ".m3u8"}) {
                assertThat(world.get(path).statusCode()).isEqualTo(404);
            }
            assertThat(world.get("/live/nora/wrong/" + gamma + ".ts").statusCode())
                    .isEqualTo(403);
            // These are opened, and off the air.
            assertThat(world.get("/live/nora/k7Qz9x/" + world.id("Beta \"2\"") + ".ts")
                            .statusCode())
                    .isEqualTo(502);
            assertThat(world.get("/live/admin/admin/" + gamma + ".ts").statusCode())
                    .isEqualTo(502);
            assertThat(world.access.refusals().newest())
                    .filteredOn(each -> each.play().cause().equals("lineup"))
                    .singleElement()
                    .satisfies(each -> assertThat(each.times()).isEqualTo(2));
        }
    }

    @Test
    void a_lineup_without_live_channels_has_none_and_a_playlist_that_is_not_refused(@TempDir Path folder) {
        try (DoorWorld world = new DoorWorld(folder, DoorWorld.UNHURRIED)) {
            Lineups lineups = new Lineups(world.catalogs);
            Optional<LineupId> films = lineups.add(new LineupTerms("Films", Set.of(Part.MOVIES), Optional.empty()))
                    .id();
            world.give("nora", films);
            assertThat(world.api("&action=get_live_streams")).isEqualTo("[]");
            assertThat(world.api("&action=get_live_categories")).isEqualTo("[]");
            assertThat(world.get("/get.php?" + NORA).body())
                    .startsWith("#EXTM3U")
                    .doesNotContain("#EXTINF");
        }
    }

    @Test
    void a_lineup_that_has_everything_shares_the_pages_of_those_without_one(@TempDir Path folder) {
        try (DoorWorld world = new DoorWorld(folder, DoorWorld.UNHURRIED)) {
            Lineups lineups = new Lineups(world.catalogs);
            Optional<LineupId> all = lineups.add(new LineupTerms("All", Set.of(Part.LIVE), Optional.empty()))
                    .id();
            assertThat(lineups.catalog(all)).isSameAs(world.catalogs.current());
            LineupId news = world.lineup("News", "News");
            assertThat(lineups.catalog(Optional.of(news)).channels())
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(world.catalogs.current().channel(each.id()))
                            .contains(each));
        }
    }

    @Test
    void a_channel_that_moves_into_the_lineups_category_is_seen_at_once(@TempDir Path folder) {
        try (DoorWorld world = new DoorWorld(folder, DoorWorld.UNHURRIED)) {
            world.give("nora", Optional.of(world.lineup("News", "News")));
            assertThat(world.api("&action=get_live_streams")).doesNotContain("Delta");
            world.catalogs.edit(new ChannelEdit(
                    new ChannelId(world.id("Delta")),
                    Optional.empty(),
                    Optional.of("News"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
            assertThat(world.api("&action=get_live_streams")).contains("Delta");
        }
    }

    @Test
    void a_guide_that_a_player_has_is_sent_again_when_it_is_another_lineups(@TempDir Path folder) {
        try (DoorWorld world = new DoorWorld(folder, DoorWorld.UNHURRIED)) {
            String etag =
                    world.get("/xmltv.php?" + NORA).headers().firstValue("ETag").orElseThrow();
            assertThat(world.get("/xmltv.php?" + NORA, "If-None-Match", etag).statusCode())
                    .isEqualTo(304);
            LineupId sport = world.lineup("Sport", "Sport");
            String all =
                    world.get("/xmltv.php?" + NORA).headers().firstValue("ETag").orElseThrow();
            world.give("nora", Optional.of(sport));
            var second = world.get("/xmltv.php?" + NORA, "If-None-Match", all);
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.body()).contains("Gamma").doesNotContain("Beta");
        }
    }

    @Test
    void a_lineup_holds_for_movies_too_in_lists_details_playlist_and_play(@TempDir Path folder) {
        try (DoorWorld world = new DoorWorld(folder, DoorWorld.UNHURRIED)) {
            world.take("""
                    #EXTM3U
                    #EXTINF:-1 group-title="Films",First Film
                    http://127.0.0.1:1/movie/u/p/7.mkv
                    #EXTINF:-1 group-title="Cinema",Second Film
                    http://127.0.0.1:1/movie/u/p/8.mkv
                    """);
            Matcher films = Pattern.compile("\"category_id\":\"(\\d+)\",\"category_name\":\"Films\"")
                    .matcher(world.api("&action=get_vod_categories"));
            assertThat(films.find()).isTrue();
            CategoryId category = new CategoryId(Integer.parseInt(films.group(1)));
            world.give(
                    "nora",
                    new Lineups(world.catalogs)
                            .add(new LineupTerms("Films", Set.of(Part.MOVIES), Optional.of(Set.of(category))))
                            .id());

            assertThat(world.api("&action=get_vod_categories"))
                    .contains("Films")
                    .doesNotContain("Cinema");
            assertThat(world.api("&action=get_vod_streams"))
                    .contains("First Film")
                    .doesNotContain("Second Film");
            assertThat(world.get("/get.php?" + NORA).body())
                    .contains("First Film")
                    .doesNotContain("Second Film");
            assertThat(world.get("/panel_api.php?" + NORA).body())
                    .contains("First Film")
                    .doesNotContain("Second Film");
            int second = world.movie("Second Film");
            assertThat(world.api("&action=get_vod_info&vod_id=" + second)).doesNotContain("Second");
            assertThat(world.get("/movie/nora/k7Qz9x/" + second + ".mkv").statusCode())
                    .isEqualTo(404);
            assertThat(world.get("/movie/admin/admin/" + second + ".mkv").statusCode())
                    .isNotEqualTo(404);
        }
    }

    @Test
    void a_lineup_is_of_categories_that_exist(@TempDir Path folder) {
        try (DoorWorld world = new DoorWorld(folder)) {
            Lineups lineups = new Lineups(world.catalogs);
            assertThatThrownBy(() -> lineups.add(
                            new LineupTerms("Odd", Set.of(Part.LIVE), Optional.of(Set.of(new CategoryId(4711))))))
                    .hasMessage("There is no category 4711.");
            assertThat(lineups.all()).isEmpty();
        }
    }
}
