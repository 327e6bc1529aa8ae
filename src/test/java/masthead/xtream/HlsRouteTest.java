package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import masthead.relay.OnAir;
import masthead.studio.CardCheck;
import masthead.studio.FakePanel;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import masthead.studio.StreamCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HlsRouteTest {
    private final FakePanel panel = new FakePanel()
            .on("/one", Moods.live("one"))
            .on("/two", Moods.live("two"))
            .on("/off", Moods.status(404));
    private DoorWorld world;

    @BeforeEach
    void open(@TempDir Path folder) {
        world = new DoorWorld(
                folder,
                Map.of("relay.open-timeout", "5s", "relay.hls-idle-timeout", "3s", "xtream.request-burst", "100000"));
        world.take("#EXTM3U\n#EXTINF:-1,One\n" + panel.url("/one") + "\n#EXTINF:-1,Two\n" + panel.url("/two")
                + "\n#EXTINF:-1,Off\n" + panel.url("/off") + "\n");
    }

    @AfterEach
    void close() {
        world.close();
        panel.close();
    }

    @Test
    void a_cold_channel_answers_with_a_playlist_as_soon_as_there_is_a_segment() {
        HttpResponse<String> answer = world.get(live("One", ".m3u8"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/vnd.apple.mpegurl");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.body()).startsWith("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:");
        assertThat(segments(answer.body())).isNotEmpty().allMatch(line -> line.matches("/hls/[\\w-]{22}/\\d+\\.ts"));
    }

    @Test
    void the_older_addresses_answer_with_playlists_too() {
        int id = world.id("One");
        assertThat(segments(world.get("/nora/k7Qz9x/" + id + ".m3u8").body())).isNotEmpty();
        assertThat(segments(world.get("/streaming/live.php?" + DoorWorld.NORA + "&stream=" + id + "&extension=m3u8")
                        .body()))
                .isNotEmpty();
    }

    @Test
    void segments_put_together_are_the_stream_without_a_gap() throws Exception {
        CardCheck card = new CardCheck("one");
        StreamCheck stream = new StreamCheck();
        List<String> fetched = new ArrayList<>();
        while (fetched.size() < 4) {
            for (String each : segments(world.get(live("One", ".m3u8")).body())) {
                if (!fetched.contains(each)) {
                    fetched.add(each);
                    byte[] bytes = world.bytes(each);
                    assertThat(new CardCheck("one").take(bytes).verdict().startsClean())
                            .isTrue();
                    card.take(bytes);
                    stream.take(bytes);
                }
            }
        }
        assertThat(card.verdict().flawless()).as("%s", card.verdict()).isTrue();
        assertThat(stream.faults()).isEmpty();
    }

    @Test
    void a_player_who_polls_the_address_he_began_with_has_one_session_and_one_seat() {
        String first = segments(world.get(live("One", ".m3u8")).body()).getFirst();
        String second = segments(world.get(live("One", ".m3u8")).body()).getFirst();
        assertThat(token(second)).isEqualTo(token(first));
        assertThat(world.access.seats().taken()).isEqualTo(1);
        assertThat(world.relays.hls().count()).isEqualTo(1);
    }

    @Test
    void two_devices_have_a_session_each_and_one_upstream() {
        String first = segments(as("Tv/1", live("One", ".m3u8"))).getFirst();
        String second = segments(as("Phone/1", live("One", ".m3u8"))).getFirst();
        assertThat(token(second)).isNotEqualTo(token(first));
        assertThat(world.access.seats().taken()).isEqualTo(2);
        assertThat(panel.connections("/one").total()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(world.relays.onAir().getFirst().viewers())
                .extracting(each -> each.guest().userAgent())
                .containsExactlyInAnyOrder("Tv/1", "Phone/1"));
    }

    @Test
    void who_asks_no_more_gives_his_seat_back_and_the_channel_goes_off_the_air() {
        String segment = segments(world.get(live("One", ".m3u8")).body()).getFirst();
        assertThat(world.access.seats().taken()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> world.access.seats().taken() == 0
                        && world.relays.onAir().isEmpty());
        assertThat(world.get(segment).statusCode()).isEqualTo(404);
        assertThat(world.relays.hls().count()).isZero();
    }

    @Test
    void a_session_whose_seat_was_taken_is_told_so_once_and_may_come_back() {
        String segment = segments(as("Tv/1", live("One", ".m3u8"))).getFirst();
        segments(as("Phone/1", live("One", ".m3u8")));
        as("Box/1", live("One", ".m3u8")); // two connections are all that nora has
        await().until(() -> world.get(segment).statusCode() == 404);
        assertThat(world.access.seats().taken()).isEqualTo(2);
        assertThat(world.get(live("One", ".m3u8"), "User-Agent", "Tv/1").statusCode())
                .isEqualTo(404);
        assertThat(world.get(live("One", ".m3u8"), "User-Agent", "Tv/1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_viewer_of_segments_is_one_that_operators_see_and_can_end() {
        String segment = segments(world.get(live("One", ".m3u8")).body()).getFirst();
        world.get(segment);
        await().until(() -> world.relays.onAir().getFirst().viewers().getFirst().bytesOut() > 0);
        OnAir.Seen seen = world.relays.onAir().getFirst().viewers().getFirst();
        assertThat(seen.guest().name()).isEqualTo("nora");
        assertThat(world.relays.close(seen.id())).isTrue();
        assertThat(world.get(segment).statusCode()).isEqualTo(404);
        assertThat(world.access.seats().taken()).isZero();
    }

    @Test
    void a_channel_that_shows_nothing_is_502_and_keeps_no_seat() {
        assertThat(world.get(live("Off", ".m3u8")).statusCode()).isEqualTo(502);
        await().until(() -> world.access.seats().taken() == 0);
        assertThat(world.relays.hls().count()).isZero();
    }

    @Test
    void strangers_get_nothing() {
        int id = world.id("One");
        assertThat(world.get("/live/nora/wrong/" + id + ".m3u8").statusCode()).isEqualTo(403);
        assertThat(world.get("/live/olga/0lga/" + id + ".m3u8").statusCode()).isEqualTo(403);
        assertThat(world.get("/live/nora/k7Qz9x/4711.m3u8").statusCode()).isEqualTo(404);
        assertThat(world.get("/hls/AAAAAAAAAAAAAAAAAAAAAA/1.ts").statusCode()).isEqualTo(404);
        String segment = segments(world.get(live("One", ".m3u8")).body()).getFirst();
        assertThat(world.get("/live/nora/wrong/" + id + ".m3u8").statusCode()).isEqualTo(403);
        assertThat(world.get(segment.replaceAll("\\d+\\.ts", "0.ts")).statusCode())
                .isEqualTo(404);
        assertThat(world.get(segment.replaceAll("\\d+\\.ts", "x.ts")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void head_and_options_open_nothing() {
        HttpResponse<String> head = world.send("HEAD", live("One", ".m3u8"), "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).contains("application/vnd.apple.mpegurl");
        assertThat(world.send("OPTIONS", live("One", ".m3u8"), "").statusCode()).isEqualTo(204);
        assertThat(world.send("OPTIONS", "/hls/token/1.ts", "").statusCode()).isEqualTo(204);
        assertThat(world.relays.onAir()).isEmpty();
        assertThat(world.access.seats().taken()).isZero();
    }

    @Test
    void players_of_both_kinds_share_one_relay() {
        try (FakePlayer player = FakePlayer.tune(world.address(live("One", ".ts")), "one")) {
            assertThat(segments(world.get(live("One", ".m3u8")).body())).isNotEmpty();
            await().until(() -> player.verdict().packets() > 500);
            assertThat(player.verdict().flawless()).isTrue();
            assertThat(panel.connections("/one").total()).isEqualTo(1);
        }
    }

    private String live(String name, String extension) {
        return "/live/nora/k7Qz9x/" + world.id(name) + extension;
    }

    private String as(String agent, String path) {
        return world.get(path, "User-Agent", agent).body();
    }

    private static List<String> segments(String playlist) {
        return playlist.lines().filter(line -> !line.startsWith("#")).toList();
    }

    private static String token(String segment) {
        return segment.split("/")[2];
    }
}
