package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import masthead.studio.CardCheck;
import masthead.studio.FakePlayer;
import masthead.studio.engine.Content;
import masthead.studio.engine.FakeEngine;
import masthead.studio.engine.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses of acexy, without its failures (reference 4.1). */
class AceDoorTest {
    private static final Content ONE = Content.marked("One");
    private static final String ID = "id=" + ONE.contentId();
    private static final String NORA = "username=nora&password=k7Qz9x";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("nora:k7Qz9x".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine().add(ONE);
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(engine));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private DoorWorld world(String... settings) {
        Map<String, String> all = new HashMap<>(
                Map.of("acestream.engines", engine.address(), "acestream.linger", "0s", "relay.linger", "0s"));
        for (int at = 0; at < settings.length; at += 2) {
            all.put(settings[at], settings[at + 1]);
        }
        DoorWorld world = new DoorWorld(folder, all);
        opened.add(world);
        return world;
    }

    private FakePlayer watch(DoorWorld world, String path, FakePlayer.Manner manner) {
        FakePlayer player = FakePlayer.tune(world.address(path), "One", manner);
        opened.add(player);
        return player;
    }

    private FakePlayer watch(DoorWorld world, String path) {
        return watch(world, path, FakePlayer.Manner.EAGER);
    }

    private static void plays(FakePlayer player) {
        await().until(() -> player.verdict().packets() > 500);
        assertThat(player.status()).isEqualTo(200);
        assertThat(player.verdict().flawless()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ace/getstream?{ID}&{NORA}",
                "/ace/getstream?user=nora&pass=k7Qz9x&{ID}",
                "/ace/nora/k7Qz9x/getstream?{ID}",
                "/ace/nora/k7Qz9x/ace/getstream?{ID}"
            })
    void a_content_that_is_in_no_channel_plays_for_a_subscriber(String path) {
        DoorWorld world = world();

        plays(watch(world, path.replace("{ID}", ID).replace("{NORA}", NORA)));

        assertThat(world.access.seats().taken()).isEqualTo(1);
    }

    @Test
    void http_basic_names_the_subscriber_too() {
        plays(watch(world(), "/ace/getstream?" + ID, FakePlayer.Manner.EAGER.with(Map.of("Authorization", BASIC))));
    }

    @Test
    void who_sends_no_name_is_asked_for_one_and_a_wrong_one_is_refused() {
        DoorWorld world = world();

        HttpResponse<String> asked = world.get("/ace/getstream?" + ID);

        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(asked.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
        assertThat(world.get("/ace/nora/wrong/getstream?" + ID).statusCode()).isEqualTo(403);
        assertThat(world.get("/ace/dora/d0ra/getstream?" + ID).statusCode()).isEqualTo(403);
        assertThat(engine.log()).isEmpty();
    }

    @Test
    void networks_of_the_settings_need_no_name_and_take_no_seat() {
        DoorWorld world = world("acestream.open-to", "127.0.0.0/8");

        plays(watch(world, "/ace/getstream?" + ID));

        assertThat(world.access.seats().taken()).isZero();
        assertThat(world.get("/ace/manifest.m3u8?" + ID).body()).startsWith("#EXTM3U");
        assertThat(world.get("/ace/getstream?username=nora&password=wrong&" + ID)
                        .statusCode())
                .as("a name that is sent has to be right")
                .isEqualTo(403);
    }

    @Test
    void a_foreign_network_is_not_let_in() {
        assertThat(world("acestream.open-to", "10.0.0.0/8")
                        .get("/ace/getstream?" + ID)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void parameters_that_mean_nothing_here_are_ignored_and_pid_above_all() {
        DoorWorld world = world();

        plays(watch(
                world,
                "/ace/getstream?" + NORA + "&pid=7&format=json&hlc=1&infohash="
                        + ONE.infohash().toUpperCase(Locale.ROOT)));

        assertThat(engine.log().getFirst().query()).containsKey("format").doesNotContainValue("7");
    }

    @Test
    void many_viewers_of_one_content_under_both_its_names_are_one_session_and_one_reader() {
        DoorWorld world = world();
        world.subscriber("many", 50);
        List<FakePlayer> players = new ArrayList<>();
        for (int each = 0; each < 10; each++) {
            String content = each % 2 == 0 ? ID : "infohash=" + ONE.infohash();
            players.add(watch(world, "/ace/many/many/getstream?" + content));
        }

        players.forEach(AceDoorTest::plays);

        assertThat(engine.peakSessions()).isEqualTo(1);
        assertThat(engine.peakReaders(ONE)).isEqualTo(1);
        players.forEach(FakePlayer::close);
        await().until(() -> engine.sessions().isEmpty());
        assertThat(engine.stops()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ace/getstream", "/ace/manifest.m3u8", "/ace/nora/wrong/getstream"})
    void head_answers_headers_and_starts_nothing(String path) {
        DoorWorld world = world();

        HttpResponse<String> answer = world.send("HEAD", path + "?" + ID, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .isEqualTo(path.endsWith(".m3u8") ? "application/vnd.apple.mpegurl" : "video/mp2t");
        assertThat(engine.log()).isEmpty();
        assertThat(world.access.seats().taken()).isZero();
    }

    @Test
    void what_names_no_content_or_two_is_told_so() {
        DoorWorld world = world();

        assertThat(world.get("/ace/getstream?" + NORA).statusCode()).isEqualTo(400);
        HttpResponse<String> both = world.get("/ace/getstream?" + NORA + "&" + ID + "&infohash=" + ONE.infohash());
        assertThat(both.statusCode()).isEqualTo(400);
        assertThat(both.body()).contains("not both");
        assertThat(world.get("/ace/getstream?" + NORA + "&id=xyz").body()).contains("40 hex digits");
        assertThat(engine.log()).isEmpty();
    }

    @Test
    void a_content_that_does_not_start_is_an_error_and_no_200() {
        DoorWorld world = world();
        engine.fault(Fault.jsonError("failed to load content"));

        assertThat(world.get("/ace/getstream?" + NORA + "&" + ID).statusCode()).isEqualTo(404);
        assertThat(world.access.seats().taken()).isZero();
    }

    @Test
    void a_manifest_is_a_playlist_whose_segments_play() throws Exception {
        DoorWorld world = world();

        HttpResponse<String> playlist = world.get("/ace/nora/k7Qz9x/manifest.m3u8?" + ID);

        assertThat(playlist.statusCode()).isEqualTo(200);
        String segment = playlist.body()
                .lines()
                .filter(each -> !each.startsWith("#"))
                .findFirst()
                .orElseThrow();
        CardCheck check = new CardCheck("One").take(world.bytes(segment.replaceFirst("^https?://[^/]*", "")));
        assertThat(check.verdict().flawless()).isTrue();
        assertThat(check.verdict().packets()).isPositive();
        assertThat(world.access.seats().taken()).isEqualTo(1);
    }

    @Test
    void status_tells_streams_and_the_viewers_of_one() {
        DoorWorld world = world("acestream.open-to", "127.0.0.1");
        assertThat(world.get("/ace/status").body()).isEqualTo("{\"streams\":0}");
        assertThat(world.get("/ace/status?" + ID).statusCode()).isEqualTo(404);
        plays(watch(world, "/ace/getstream?" + ID));
        plays(watch(world, "/ace/getstream?infohash=" + ONE.infohash()));

        assertThat(world.get("/ace/status").body()).isEqualTo("{\"streams\":1}");
        await().untilAsserted(() -> assertThat(world.get("/ace/status?" + ID).body())
                .contains("\"clients\":2", "\"stream_id\":\"" + ONE.infohash() + "\"", "\"stat_url\":\"http://tv."));
    }

    @Test
    void status_is_for_those_who_may_watch() {
        DoorWorld world = world();

        assertThat(world.get("/ace/status").statusCode()).isEqualTo(401);
        assertThat(world.get("/ace/status?username=nora&password=wrong").statusCode())
                .isEqualTo(401);
        assertThat(world.get("/ace/nora/k7Qz9x/status").body()).isEqualTo("{\"streams\":0}");
    }

    @Test
    void a_new_catalog_ends_nobody_who_watches_what_is_in_none() {
        DoorWorld world = world();
        FakePlayer player = watch(world, "/ace/nora/k7Qz9x/getstream?" + ID);
        plays(player);

        world.relays.refresh(world.catalogs.current());

        long before = player.bytes();
        await().until(() -> player.bytes() > before + 200_000);
    }

    @Test
    void a_seat_is_held_as_for_any_stream() {
        DoorWorld world = world("access.seat-grace", "0s");
        world.limit("nora", 1);
        FakePlayer first = watch(world, "/ace/nora/k7Qz9x/getstream?" + ID);
        plays(first);

        plays(watch(world, "/ace/nora/k7Qz9x/getstream?" + ID));

        await().until(first::ended);
        assertThat(world.access.seats().taken()).isEqualTo(1);
    }
}
