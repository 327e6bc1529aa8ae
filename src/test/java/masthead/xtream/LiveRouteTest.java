package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.access.Device;
import masthead.access.Locks;
import masthead.access.Refusals;
import masthead.access.RefusedPlay;
import masthead.access.Subscriber;
import masthead.catalog.ChannelId;
import masthead.config.Networks;
import masthead.studio.FakePanel;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveRouteTest {
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
        "/live/nora/wrong/1.ts, 403",
        "/live/nobody/k7Qz9x/1.ts, 403",
        "/live/dora/d0ra/1.ts, 403",
        "/live/olga/0lga/1, 403",
        "/live/nora/k7Qz9x/4711.ts, 404",
        "/live/nora/k7Qz9x/99999999999.ts, 404",
        "/live/nora/k7Qz9x/1.mkv, 404",
        "/live/nora/wrong/1.m3u8, 403",
        "/live/nora/k7Qz9x/4.m3u8, 502",
        "/live/nora/k7Qz9x/seg_1.ts, 404",
        "/live/nora/k7Qz9x/1.ts.ts, 404",
        "/live/nora/k7Qz9x/%2e%2e, 404",
        "/streaming/live.php, 404",
        "/streaming/live.php?username=nora&password=wrong&stream=1&extension=ts, 403",
        "/nora/k7Qz9x/favicon.png, 404",
        "/nora/wrong/1.ts, 403",
    })
    void a_refusal_has_an_honest_status(String path, int status) {
        assertThat(world.get(path).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/live/nora/k7Qz9x/4.ts",
                "/live/nora/k7Qz9x/4",
                "/nora/k7Qz9x/4.ts",
                "/admin/admin/4",
                "/streaming/live.php?username=nora&password=k7Qz9x&stream=4"
            })
    void a_channel_that_is_off_air_is_502_and_gives_its_seat_back(String path) {
        assertThat(world.get(path).statusCode()).isEqualTo(502);
        Awaitility.await().until(() -> world.access.seats().taken() == 0);
    }

    @Test
    void head_opens_nothing_and_takes_no_seat() {
        HttpResponse<String> head = world.send("HEAD", "/live/nora/k7Qz9x/1.ts", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).contains("video/mp2t");
        Subscriber nora = world.access.subscribers().named("nora").orElseThrow();
        assertThat(world.access.seats().taken(nora.id())).isZero();
    }

    @Test
    void a_viewer_who_left_while_his_password_was_looked_at_takes_no_seat_and_opens_nothing() {
        world.get("/live/nora/k7Qz9x/4.ts"); // from now on his password is known, and he is admitted at once
        Awaitility.await().until(() -> world.relays.onAir().isEmpty());
        new LiveRoute(world.doorkeeper, world.catalogs, world.live())
                .open(new GoneRequest(
                        world.loop(),
                        Map.of("username", "nora", "password", "k7Qz9x", "file", world.id("Delta") + ".ts")));
        assertThat(world.relays.onAir()).isEmpty();
        assertThat(world.access.seats().taken()).isZero();
    }

    @Test
    void the_operator_sees_why_a_play_was_refused_in_the_words_the_player_got() {
        HttpResponse<String> wrong = world.get("/live/stranger/guess/1.ts", "User-Agent", "Kodi/20.2");
        HttpResponse<String> off =
                world.get("/live/admin/admin/" + world.id("Delta") + ".ts", "User-Agent", "Kodi/20.2");
        List<RefusedPlay> newest = world.access.refusals().newest().stream()
                .map(Refusals.Entry::play)
                .limit(2)
                .toList();
        Device kodi = new Device("127.0.0.1", "Kodi/20.2");
        assertThat(newest)
                .containsExactly(
                        new RefusedPlay(
                                "admin",
                                "Delta",
                                Optional.of(new ChannelId(world.id("Delta"))),
                                kodi,
                                502,
                                "no-picture",
                                off.body().strip()),
                        new RefusedPlay(
                                "stranger",
                                "Alpha News HD",
                                Optional.of(new ChannelId(1)),
                                kodi,
                                403,
                                "wrong-credentials",
                                wrong.body().strip()));
    }

    @Test
    void a_locked_subscriber_is_refused_the_stream_but_not_the_list() {
        Subscriber admin = world.access.subscribers().named("admin").orElseThrow();
        world.lock("admin", new Locks(Networks.parse("192.0.2.0/24"), List.of()));
        HttpResponse<String> stream = world.get("/live/admin/admin/1.ts");
        assertThat(stream.statusCode()).isEqualTo(403);
        assertThat(stream.body()).contains("not allowed at this address");
        assertThat(world.get("/get.php?username=admin&password=admin").statusCode())
                .isEqualTo(200);
        world.lock("admin", new Locks(Networks.parse("127.0.0.0/8"), List.of("tivimate")));
        assertThat(world.get("/live/admin/admin/1.ts", "User-Agent", "Kodi/20.2")
                        .body())
                .contains("not allowed with this player");
        assertThat(world.get("/live/admin/admin/" + world.id("Delta"), "User-Agent", "TiviMate/4.7")
                        .statusCode())
                .isEqualTo(502);
        world.lock("admin", admin.locks());
    }

    @Test
    void other_doors_are_not_swallowed_by_the_old_address() {
        assertThat(world.get("/api/things/7").body()).isEqualTo("thing 7");
    }

    @Test
    void a_request_for_a_few_bytes_is_answered_with_as_many_and_leaves_no_seat_and_no_channel_on_air()
            throws Exception {
        byte[] bytes = world.bytes("/live/nora/k7Qz9x/" + world.id("Delta") + ".ts", "Range", "bytes=0-1");
        assertThat(bytes).containsExactly(0x47, 0x1F);
        HttpResponse<String> whole =
                world.get("/live/nora/k7Qz9x/" + world.id("Delta") + ".ts", "Range", "bytes=0-187");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("Accept-Ranges")).contains("none");
        assertThat(world.get("/live/nora/wrong/1.ts", "Range", "bytes=0-1").statusCode())
                .isEqualTo(403);
        assertThat(world.get("/live/nora/k7Qz9x/4.ts", "Range", "bytes=0-").statusCode())
                .as("wants to watch, and the channel is off the air")
                .isEqualTo(502);
        Awaitility.await().until(() -> world.access.seats().taken() == 0);
    }

    /** How a player introduces itself. */
    private static FakePlayer.Manner as(String agent) {
        return FakePlayer.Manner.EAGER.with(Map.of("User-Agent", agent));
    }

    @Test
    void over_the_limit_the_newest_watches_and_the_same_player_is_ended_first(@TempDir Path folder) {
        try (DoorWorld busy = new DoorWorld(folder);
                FakePanel panel = new FakePanel().on("/omega.ts", Moods.live("omega"))) {
            busy.take("#EXTM3U\n#EXTINF:-1 group-title=\"News\",Omega\n" + panel.url("/omega.ts") + "\n");
            String address = busy.address("/live/nora/k7Qz9x/" + busy.id("Omega") + ".ts");
            try (FakePlayer kodi = FakePlayer.tune(address, "omega", as("Kodi/20.2"));
                    FakePlayer vlc = FakePlayer.tune(address, "omega", as("VLC/3.0.20"))) {
                Awaitility.await().until(() -> kodi.bytes() > 0 && vlc.bytes() > 0);
                assertThat(busy.api("")).contains("\"active_cons\":\"2\"");
                try (FakePlayer again = FakePlayer.tune(address, "omega", as("Kodi/20.2"))) {
                    Awaitility.await().until(() -> again.bytes() > 0 && kodi.ended());
                    assertThat(busy.api("")).contains("\"active_cons\":\"2\"");
                    assertThat(vlc.ended()).isFalse();
                    assertThat(again.status()).isEqualTo(200);
                    assertThat(panel.connections("/omega.ts").peak()).isEqualTo(1);
                }
            }
            Awaitility.await().untilAsserted(() -> assertThat(busy.api("")).contains("\"active_cons\":\"0\""));
        }
    }

    @Test
    void who_opens_a_channel_before_closing_the_last_sees_no_refusal_and_keeps_one(@TempDir Path folder) {
        try (DoorWorld busy = new DoorWorld(folder);
                FakePanel panel =
                        new FakePanel().on("/psi.ts", Moods.live("psi")).on("/omega.ts", Moods.live("omega"))) {
            busy.take("#EXTM3U\n#EXTINF:-1 group-title=\"News\",Psi\n" + panel.url("/psi.ts")
                    + "\n#EXTINF:-1 group-title=\"News\",Omega\n" + panel.url("/omega.ts") + "\n");
            busy.limit("nora", 1);
            String live = busy.address("/live/nora/k7Qz9x/");
            try (FakePlayer psi = FakePlayer.tune(live + busy.id("Psi"), "psi", as("Kodi/20.2"))) {
                Awaitility.await().until(() -> psi.bytes() > 0);
                try (FakePlayer omega = FakePlayer.tune(live + busy.id("Omega"), "omega", as("Kodi/20.2"))) {
                    Awaitility.await().until(() -> omega.bytes() > 0);
                    assertThat(omega.status()).isEqualTo(200);
                    assertThat(psi.ended()).as("his grace").isFalse();
                    assertThat(busy.api("")).contains("\"active_cons\":\"1\"");
                    Awaitility.await().until(psi::ended);
                    assertThat(omega.ended()).isFalse();
                }
            }
        }
    }

    @Test
    void where_the_provider_allows_one_connection_the_old_channel_ends_first_and_not_after_the_grace(
            @TempDir Path folder) {
        Map<String, String> longGrace = Map.of("access.seat-grace", "5s", "relay.open-timeout", "4s");
        try (DoorWorld busy = new DoorWorld(folder, longGrace);
                FakePanel panel =
                        new FakePanel().on("/psi.ts", Moods.live("psi")).on("/omega.ts", Moods.live("omega"))) {
            busy.take("#EXTM3U\n#EXTINF:-1 group-title=\"News\",Psi\n" + panel.url("/psi.ts")
                    + "\n#EXTINF:-1 group-title=\"News\",Omega\n" + panel.url("/omega.ts") + "\n");
            busy.limit("nora", 1);
            busy.providerAllows(1);
            String live = busy.address("/live/nora/k7Qz9x/");
            try (FakePlayer psi = FakePlayer.tune(live + busy.id("Psi"), "psi", as("Kodi/20.2"))) {
                Awaitility.await().until(() -> psi.bytes() > 0);
                try (FakePlayer omega = FakePlayer.tune(live + busy.id("Omega"), "omega", as("Kodi/20.2"))) {
                    Awaitility.await().until(omega::answered);
                    assertThat(omega.status())
                            .as("before the open timeout, so before the grace")
                            .isEqualTo(200);
                    Awaitility.await().until(psi::ended);
                }
            }
            Awaitility.await().until(() -> busy.slots.held() == 0);
        }
    }
}
