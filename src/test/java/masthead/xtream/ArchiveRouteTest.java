package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.studio.ArchiveMood;
import masthead.studio.ArchiveMood.Form;
import masthead.studio.FakePanel;
import masthead.studio.FileMood;
import masthead.studio.Moods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catch-up through the players' door: a panel that keeps a year, at noon of the first of January 2026. */
class ArchiveRouteTest {
    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");
    private static final Pattern PIECE = Pattern.compile("#EXTINF:([0-9.]+),\\n(\\S+)");

    @TempDir
    Path folder;

    private final FakePanel panel = new FakePanel();

    @SuppressWarnings("NullAway.Init") // each test opens it, with the panel it wants
    private DoorWorld world;

    @AfterEach
    void close() {
        world.close();
        panel.close();
    }

    @Test
    void every_form_of_address_plays_the_same_second() throws Exception {
        open(ArchiveMood.panel());
        int id = world.id("Past");
        List<String> forms = List.of(
                "/timeshift/nora/k7Qz9x/2/2026-01-01:10-00/" + id + ".ts",
                "/timeshift/nora/k7Qz9x/2/2026-01-01:10-00/" + id,
                "/timeshift/nora/k7Qz9x/2/2026-01-01_10-00-00/" + id + ".ts",
                "/timeshift/nora/k7Qz9x/2/2026-01-01%2010:00:00/" + id + ".ts",
                "/timeshift/nora/k7Qz9x/2/1767261600/" + id + ".ts",
                "/timeshift/nora/k7Qz9x/2/1767261600000/" + id + ".ts",
                "/timeshift/nora/k7Qz9x/2/20260101-10/" + id + ".ts",
                "/timeshift/nora/k7Qz9x/2/2026-01-01T10:00:00Z/" + id + ".ts",
                "/timeshifts/nora/k7Qz9x/2/" + id + "/2026-01-01:10-00.ts",
                "/streaming/timeshift.php?" + DoorWorld.NORA + "&stream=" + id + "&start=2026-01-01:10-00&duration=2",
                "/streaming/timeshift.php?" + DoorWorld.NORA + "&stream=" + id
                        + "&start=2026-01-01%3A10-00&duration=2&extension=ts",
                "/timeshift.php?" + DoorWorld.NORA + "&stream=" + id + "&start=1767261600&duration=2");
        for (String each : forms) {
            HttpResponse<byte[]> answer = get(each);
            assertThat(answer.statusCode()).as(each).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).as(each).contains("video/mp2t");
            assertThat(ArchiveMood.shown(answer.body())).as(each).isEqualTo(TEN);
            assertThat(ArchiveMood.length(answer.body())).as(each).isEqualTo(Duration.ofMinutes(2));
        }
    }

    @Test
    void a_live_address_with_utc_plays_from_there_up_to_now() throws Exception {
        open(ArchiveMood.panel());
        int id = world.id("Past");
        for (String each : List.of(
                "/live/nora/k7Qz9x/" + id + ".ts?utc=1767268680&lutc=1767268800",
                "/live/nora/k7Qz9x/" + id + "?utc=1767268680",
                "/nora/k7Qz9x/" + id + ".ts?lutc=1767268800&utc=1767268680")) {
            byte[] body = get(each).body();
            assertThat(ArchiveMood.shown(body)).as(each).isEqualTo(Instant.parse("2026-01-01T11:58:00Z"));
            assertThat(ArchiveMood.length(body)).as(each).isEqualTo(Duration.ofMinutes(2));
        }
    }

    @Test
    void a_second_within_a_minute_is_played_from_that_second() throws Exception {
        open(ArchiveMood.panel());
        byte[] body = get("/timeshift/nora/k7Qz9x/2/2026-01-01:10-00-37/" + world.id("Past") + ".ts")
                .body();
        assertThat(ArchiveMood.shown(body)).isEqualTo(TEN.plusSeconds(37));
        assertThat(ArchiveMood.length(body)).isBetween(Duration.ofSeconds(119), Duration.ofSeconds(121));
    }

    @Test
    void the_provider_is_asked_in_its_own_zone() throws Exception {
        open(ArchiveMood.panel().in("America/New_York"));
        world.providerZone = ZoneId.of("America/New_York");
        assertThat(ArchiveMood.shown(get("/timeshift/nora/k7Qz9x/1/2026-01-01:10-00/" + world.id("Past") + ".ts")
                        .body()))
                .isEqualTo(TEN);
        assertThat(panel.requests("/timeshift/acc/pw/1/2026-01-01:05-00/77.ts")).hasSize(1);
    }

    @Test
    void on_both_days_the_clocks_change_every_half_hour_is_the_right_one() throws Exception {
        open(ArchiveMood.panel().in("Europe/Berlin").knowing(Form.PATH, Form.EPOCH));
        world.providerZone = ZoneId.of("Europe/Berlin");
        for (String day : List.of("2025-03-29T22:00:00Z", "2025-10-25T22:00:00Z")) {
            for (int half = 0; half < 12; half++) {
                Instant asked = Instant.parse(day).plusSeconds(half * 1800L);
                byte[] body = get("/timeshift/nora/k7Qz9x/1/" + asked.getEpochSecond() + "/" + world.id("Past") + ".ts")
                        .body();
                assertThat(ArchiveMood.shown(body)).isEqualTo(asked);
            }
        }
    }

    @Test
    void our_zone_is_a_setting_and_all_local_times_move_with_it() throws Exception {
        open(ArchiveMood.panel(), Map.of("xtream.timezone", "Europe/Berlin"));
        assertThat(ArchiveMood.shown(get("/timeshift/nora/k7Qz9x/1/2026-01-01:11-00/" + world.id("Past") + ".ts")
                        .body()))
                .isEqualTo(TEN);
        assertThat(world.api(""))
                .contains("\"timezone\":\"Europe/Berlin\"")
                .contains("\"time_now\":\"2026-01-01 13:00:00\"")
                .contains("\"timestamp_now\":1767268800");
        assertThat(world.api("&action=get_short_epg&stream_id=" + world.id("Past")))
                .contains("\"start\":\"2026-01-01 13:00:00\"")
                .contains("\"start_timestamp\":\"1767268800\"");
        assertThat(world.get("/xmltv.php?" + DoorWorld.NORA).body()).contains("start=\"20260101130000 +0100\"");
    }

    @Test
    void a_playlist_has_a_piece_for_each_minute_and_each_piece_is_its_minute() throws Exception {
        open(ArchiveMood.panel());
        HttpResponse<String> list =
                world.get("/timeshift/nora/k7Qz9x/3/2026-01-01:10-00-40/" + world.id("Past") + ".m3u8");
        assertThat(list.headers().firstValue("Content-Type")).contains("application/vnd.apple.mpegurl");
        assertThat(list.body()).startsWith("#EXTM3U").endsWith("#EXT-X-ENDLIST\n");
        Matcher piece = PIECE.matcher(list.body());
        Instant at = TEN.plusSeconds(40);
        int pieces = 0;
        while (piece.find()) {
            Duration length = Duration.ofMillis((long) (Double.parseDouble(piece.group(1)) * 1000));
            byte[] body = get(piece.group(2).replace("http://tv.example.net:8080", ""))
                    .body();
            assertThat(ArchiveMood.shown(body)).isEqualTo(at);
            assertThat(ArchiveMood.length(body)).isEqualTo(length);
            at = at.plus(length);
            pieces++;
        }
        assertThat(pieces).isEqualTo(4);
        assertThat(at).isEqualTo(TEN.plusSeconds(40 + 180));
        assertThat(world.access.seats().taken()).as("one seat for all pieces").isEqualTo(1);
    }

    @Test
    void a_programme_still_running_is_served_up_to_now() throws Exception {
        open(ArchiveMood.panel());
        String start = "/timeshift/nora/k7Qz9x/60/2026-01-01:11-55/" + world.id("Past");
        assertThat(ArchiveMood.length(get(start + ".ts").body())).isEqualTo(Duration.ofMinutes(5));
        assertThat(PIECE.matcher(world.get(start + ".m3u8").body()).results().count())
                .isEqualTo(5);
    }

    @Test
    void what_is_too_old_or_yet_to_come_is_not_there_and_nobody_is_asked() throws Exception {
        open(ArchiveMood.panel());
        int id = world.id("Past");
        for (String start : List.of("2024-01-01:10-00", "2026-01-01:12-30", "yesterday")) {
            assertThat(get("/timeshift/nora/k7Qz9x/30/" + start + "/" + id + ".ts")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(get("/timeshift/nora/k7Qz9x/30/2026-01-01:10-00/" + world.id("Live only") + ".ts")
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/timeshift/nora/k7Qz9x/30/2026-01-01:10-00/999999.ts").statusCode())
                .isEqualTo(404);
        assertThat(world.slots.held()).isZero();
        assertThat(world.access.seats().taken()).isZero();
    }

    @Test
    void a_stranger_is_refused_before_anybody_is_asked() throws Exception {
        open(ArchiveMood.panel());
        int id = world.id("Past");
        assertThat(get("/timeshift/nora/wrong/30/2026-01-01:10-00/" + id + ".ts")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("/timeshift/olga/0lga/30/2026-01-01:10-00/" + id + ".m3u8")
                        .statusCode())
                .isEqualTo(403);
        assertThat(panel.connections("/timeshift/acc/pw/30/2026-01-01:10-00/77.ts")
                        .total())
                .isZero();
    }

    @Test
    void what_is_not_in_a_subscribers_lineup_has_no_past_for_him() throws Exception {
        open(ArchiveMood.panel());
        world.give("nora", Optional.of(world.lineup("Sport only", "Sport")));
        String path = "/timeshift/nora/k7Qz9x/1/2026-01-01:10-00/" + world.id("Past");
        assertThat(get(path + ".ts").statusCode()).isEqualTo(404);
        assertThat(get(path + ".m3u8").statusCode()).isEqualTo(404);
        assertThat(get(path + ".ts", "Range", "bytes=0-1").statusCode()).isEqualTo(404);
        world.give("nora", Optional.of(world.lineup("News only", "News")));
        assertThat(get(path + ".ts").statusCode()).isEqualTo(200);
    }

    @Test
    void a_probe_and_a_head_open_nothing_and_leave_no_seat() throws Exception {
        open(ArchiveMood.panel());
        String path = "/timeshift/nora/k7Qz9x/30/2026-01-01:10-00/" + world.id("Past") + ".ts";
        HttpResponse<byte[]> probe = get(path, "Range", "bytes=0-1");
        assertThat(probe.statusCode()).isEqualTo(206);
        assertThat(probe.body()).hasSize(2).startsWith(0x47);
        assertThat(probe.headers().firstValue("Content-Range")).contains("bytes 0-1/*");
        HttpResponse<String> head = world.send("HEAD", path, "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).contains("video/mp2t");
        assertThat(panel.connections("/timeshift/acc/pw/30/2026-01-01:10-00/77.ts")
                        .total())
                .isZero();
        assertThat(world.access.seats().taken()).isZero();
    }

    @Test
    void lengths_and_ranges_are_passed_on_where_the_provider_has_them() throws Exception {
        open(ArchiveMood.panel().withRanges());
        String path = "/timeshift/nora/k7Qz9x/2/2026-01-01:10-00/" + world.id("Past") + ".ts";
        byte[] whole = ArchiveMood.panel().bytes(TEN, Duration.ofMinutes(2));
        HttpResponse<byte[]> all = get(path);
        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(all.headers().firstValueAsLong("Content-Length")).hasValue(whole.length);
        assertThat(all.body()).isEqualTo(whole);
        HttpResponse<byte[]> part = get(path, "Range", "bytes=5000-9999");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 5000-9999/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 5000, 10_000));
        HttpResponse<byte[]> open = get(path, "Range", "bytes=0-");
        assertThat(open.statusCode()).isEqualTo(206);
        assertThat(open.body()).isEqualTo(whole);
        assertThat(get(path, "Range", "bytes=999999999-").statusCode()).isEqualTo(416);
    }

    @Test
    void a_provider_without_ranges_answers_with_all_of_it() throws Exception {
        open(ArchiveMood.panel());
        HttpResponse<byte[]> answer = get(
                "/timeshift/nora/k7Qz9x/1/2026-01-01:10-00/" + world.id("Past") + ".ts", "Range", "bytes=5000-9999");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Accept-Ranges")).contains("none");
        assertThat(ArchiveMood.shown(answer.body())).isEqualTo(TEN);
    }

    @Test
    void one_player_that_seeks_holds_one_seat_and_one_connection_and_the_newest_wins() throws Exception {
        open(reply -> {
            FileMood.of(ArchiveMood.panel().bytes(TEN, Duration.ofMinutes(10)))
                    .paced(Duration.ofMillis(200))
                    .answer(reply);
        });
        world.providerAllows(1);
        String path = "/timeshift/nora/k7Qz9x/10/2026-01-01:10-00/" + world.id("Past") + ".ts";
        String upstream = "/timeshift/acc/pw/10/2026-01-01:10-00/77.ts";
        InputStream first = stream(path);
        assertThat(first.readNBytes(1000)).hasSize(1000);
        InputStream second = stream(path, "Range", "bytes=200000-");
        assertThat(second.readNBytes(1000)).hasSize(1000);
        assertThat(world.access.seats().taken()).isEqualTo(1);
        assertThat(world.slots.held()).isEqualTo(1);
        assertThat(panel.connections(upstream).peak()).isEqualTo(1);
        assertThat(ended(first)).as("the first was ended").isTrue();
        second.close();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(panel.connections(upstream).now()).isZero());
    }

    @Test
    void when_the_player_has_gone_seat_and_connection_are_given_back() throws Exception {
        open(ArchiveMood.panel());
        get("/timeshift/nora/k7Qz9x/1/2026-01-01:10-00/" + world.id("Past") + ".ts");
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(world.access.seats().taken()).isZero();
            assertThat(world.slots.held()).isZero();
            assertThat(world.past.count()).isZero();
        });
    }

    @Test
    void who_waits_for_the_providers_only_connection_gets_the_one_that_is_kept_idly() throws Exception {
        open(ArchiveMood.panel(), Map.of("archive.linger", "60s"));
        world.providerAllows(1);
        String path = "/timeshift/%s/1/2026-01-01:10-00/" + world.id("Past") + ".ts";
        assertThat(get(path.formatted("nora/k7Qz9x")).statusCode()).isEqualTo(200);
        assertThat(world.slots.held()).isEqualTo(1);
        assertThat(get(path.formatted("admin/admin")).statusCode()).isEqualTo(200);
    }

    @Test
    void a_provider_with_no_connection_left_is_said_to_be_busy() throws Exception {
        open(
                reply -> {
                    FileMood.of(ArchiveMood.panel().bytes(TEN, Duration.ofMinutes(10)))
                            .paced(Duration.ofMillis(500))
                            .answer(reply);
                },
                Map.of("archive.slot-patience", "200ms"));
        world.providerAllows(1);
        String path = "/timeshift/%s/10/2026-01-01:10-00/" + world.id("Past") + ".ts";
        InputStream first = stream(path.formatted("nora/k7Qz9x"));
        assertThat(first.readNBytes(1000)).hasSize(1000);
        assertThat(get(path.formatted("admin/admin")).statusCode()).isEqualTo(502);
        assertThat(first.readNBytes(1000)).as("the first goes on").hasSize(1000);
        first.close();
    }

    @Test
    void over_the_limit_the_newest_wins_as_for_live() throws Exception {
        open(reply -> {
            FileMood.of(ArchiveMood.panel().bytes(TEN, Duration.ofMinutes(10)))
                    .paced(Duration.ofMillis(200))
                    .answer(reply);
        });
        world.limit("nora", 1);
        String path = "/timeshift/nora/k7Qz9x/10/2026-01-01:10-00/%d.ts";
        InputStream first = stream(path.formatted(world.id("Past")));
        assertThat(first.readNBytes(1000)).hasSize(1000);
        InputStream second = stream(path.formatted(world.id("Other past")));
        assertThat(second.readNBytes(1000)).hasSize(1000);
        assertThat(ended(first)).isTrue();
        second.close();
    }

    @Test
    void a_channel_with_an_archive_at_its_second_feed_only_uses_that_one() throws Exception {
        open(ArchiveMood.panel());
        world.take("""
                #EXTM3U
                #EXTINF:-1 tvg-id="p" group-title="News",Past
                %s
                #EXTINF:-1 tvg-id="q" catchup-days="7" group-title="News",Spare
                %s
                """.formatted(panel.url("/live/acc/pw/11.ts"), panel.url("/live/acc/pw/77.ts")));
        world.feeds("Past", "Past", "Spare");
        assertThat(world.api("&action=get_live_streams")).contains("\"tv_archive_duration\":7");
        assertThat(ArchiveMood.shown(get("/timeshift/nora/k7Qz9x/1/2026-01-01:10-00/" + world.id("Past") + ".ts")
                        .body()))
                .isEqualTo(TEN);
        assertThat(panel.connections("/timeshift/acc/pw/1/2026-01-01:10-00/11.ts")
                        .total())
                .isZero();
    }

    @Test
    void an_archive_that_has_nothing_is_followed_by_the_next_feeds() throws Exception {
        open(ArchiveMood.panel());
        panel.under("/timeshift/acc/gone/", Moods.status(404));
        world.take("""
                #EXTM3U
                #EXTINF:-1 tvg-id="p" catchup-days="7" group-title="News",Past
                %s
                #EXTINF:-1 tvg-id="q" catchup-days="7" group-title="News",Spare
                %s
                """.formatted(panel.url("/live/acc/gone/11.ts"), panel.url("/live/acc/pw/77.ts")));
        world.feeds("Past", "Past", "Spare");
        assertThat(ArchiveMood.shown(get("/timeshift/nora/k7Qz9x/1/2026-01-01:10-00/" + world.id("Past") + ".ts")
                        .body()))
                .isEqualTo(TEN);
    }

    @Test
    void a_page_that_says_it_is_a_stream_is_none_and_the_next_form_is_tried_and_remembered() throws Exception {
        open(Moods.html());
        panel.under("/streaming/", ArchiveMood.panel());
        String path = "/timeshift/nora/k7Qz9x/1/2026-01-01:%s/" + world.id("Past") + ".ts";
        assertThat(ArchiveMood.shown(get(path.formatted("10-00")).body())).isEqualTo(TEN);
        assertThat(get(path.formatted("10-05")).statusCode()).isEqualTo(200);
        assertThat(panel.connections("/timeshift/acc/pw/1/2026-01-01:10-00/77.ts")
                        .total())
                .isEqualTo(1);
        assertThat(panel.connections("/timeshift/acc/pw/1/2026-01-01:10-05/77.ts")
                        .total())
                .as("the form that works is asked first")
                .isZero();
    }

    @Test
    void where_nothing_plays_the_player_is_told_so() throws Exception {
        open(Moods.html());
        String path = "/timeshift/nora/k7Qz9x/1/2026-01-01:10-00/" + world.id("Past") + ".ts";
        assertThat(get(path).statusCode()).isEqualTo(502);
        panel.under("/none/", Moods.status(404));
        world.take("#EXTM3U\n#EXTINF:-1 catchup-days=\"7\" group-title=\"News\",Past\n"
                + panel.url("/none/live/acc/pw/77.ts") + "\n");
        assertThat(get("/timeshift/nora/k7Qz9x/1/2026-01-01:10-00/" + world.id("Past") + ".ts")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_stream_that_does_not_end_is_cut_where_the_stretch_does() throws Exception {
        open(ArchiveMood.panel());
        panel.under("/shift/", ArchiveMood.panel().knowing(Form.SHIFT));
        world.take("#EXTM3U\n#EXTINF:-1 catchup=\"shift\" catchup-days=\"7\" group-title=\"News\",Past\n"
                + panel.url("/shift/a.ts") + "\n");
        byte[] body = get("/timeshift/nora/k7Qz9x/2/2026-01-01:10-00-11/" + world.id("Past") + ".ts")
                .body();
        assertThat(ArchiveMood.shown(body)).isEqualTo(TEN.plusSeconds(11));
        assertThat(ArchiveMood.length(body)).isBetween(Duration.ofSeconds(119), Duration.ofSeconds(121));
    }

    @Test
    void a_template_and_flussonic_play_the_second_asked_for() throws Exception {
        open(ArchiveMood.panel());
        panel.under("/f/", ArchiveMood.panel().knowing(Form.ARCHIVE));
        for (String attributes : List.of(
                "catchup=\"default\" catchup-source=\"" + panel.url("/f/x-${start}-{duration}.ts") + "\"",
                "catchup=\"flussonic\"")) {
            world.take("#EXTM3U\n#EXTINF:-1 " + attributes + " catchup-days=\"7\" group-title=\"News\",Past\n"
                    + panel.url("/f/77/mpegts?token=t") + "\n");
            byte[] body = get("/timeshift/nora/k7Qz9x/1/2026-01-01:10-00-11/" + world.id("Past") + ".ts")
                    .body();
            assertThat(ArchiveMood.shown(body)).as(attributes).isEqualTo(TEN.plusSeconds(11));
            assertThat(ArchiveMood.length(body)).as(attributes).isEqualTo(Duration.ofMinutes(1));
        }
    }

    @Test
    void an_account_at_a_panel_plays_with_its_name_and_password_joined_when_it_is_asked() throws Exception {
        open(ArchiveMood.panel());
        panel.under("/base/timeshift/me%40home/s3cret/", ArchiveMood.panel().in("Europe/Berlin"));
        world.panel(panel.url("/base"), "me@home", "s3cret", """
                #EXTM3U
                #EXTINF:-1 tvg-id="held" catchup-days="7" group-title="News",Held
                xtream:live/1001.ts
                """);
        world.providerZone = ZoneId.of("Europe/Berlin");
        byte[] body = get("/timeshift/nora/k7Qz9x/1/2026-01-01:10-00/" + world.id("Held") + ".ts")
                .body();
        assertThat(ArchiveMood.shown(body)).isEqualTo(TEN);
        assertThat(panel.connections("/base/timeshift/me%40home/s3cret/1/2026-01-01:11-00/1001.ts")
                        .total())
                .isEqualTo(1);
    }

    @Test
    void an_archive_that_is_hls_is_played_as_one_stream() throws Exception {
        open(ArchiveMood.panel());
        panel.under("/h/", ArchiveMood.panel().knowing(Form.HLS));
        world.take("#EXTM3U\n#EXTINF:-1 catchup=\"flussonic-hls\" catchup-days=\"7\" group-title=\"News\",Past\n"
                + panel.url("/h/77/index.m3u8") + "\n");
        world.providerAllows(1);
        byte[] body = get("/timeshift/nora/k7Qz9x/2/2026-01-01:10-00-05/" + world.id("Past") + ".ts")
                .body();
        assertThat(ArchiveMood.shown(body)).isEqualTo(TEN.plusSeconds(5));
        assertThat(ArchiveMood.length(body)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void lists_say_which_channels_have_an_archive() throws Exception {
        open(ArchiveMood.panel());
        assertThat(world.api("&action=get_live_streams"))
                .contains("\"tv_archive\":1")
                .contains("\"tv_archive_duration\":365");
        assertThat(world.get("/get.php?" + DoorWorld.NORA).body())
                .contains("#EXTINF:-1 timeshift=\"365\"")
                .contains("catchup=\"shift\" catchup-days=\"365\",Past");
    }

    private void open(FakePanel.Mood timeshift) {
        open(timeshift, Map.of());
    }

    private void open(FakePanel.Mood timeshift, Map<String, String> more) {
        panel.under("/timeshift/acc/pw/", timeshift).under("/streaming/timeshift.php", timeshift);
        Map<String, String> settings =
                new HashMap<>(Map.of("archive.linger", "300ms", "access.seat-grace", "0s", "tuner.slot-settle", "0s"));
        settings.putAll(more);
        world = new DoorWorld(folder, settings);
        world.take("""
                #EXTM3U
                #EXTINF:-1 tvg-id="alpha.news" catchup-days="365" group-title="News",Past
                %s
                #EXTINF:-1 tvg-id="x" catchup-days="365" group-title="News",Other past
                %s
                #EXTINF:-1 tvg-id="y" group-title="News",Live only
                %s
                """.formatted(
                panel.url("/live/acc/pw/77.ts"), panel.url("/live/acc/pw/78.ts"), panel.url("/live/acc/pw/79.ts")));
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request(path, headers), BodyHandlers.ofByteArray());
        }
    }

    private InputStream stream(String path, String... headers) throws Exception {
        return HttpClient.newHttpClient()
                .send(request(path, headers), BodyHandlers.ofInputStream())
                .body();
    }

    private HttpRequest request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(world.address(path)));
        return (headers.length > 0 ? request.headers(headers) : request).build();
    }

    /** Whether the stream ends within seconds, whole or not. */
    private static boolean ended(InputStream stream) {
        long deadline = System.nanoTime() + 5_000_000_000L;
        byte[] piece = new byte[16 * 1024];
        try {
            while (System.nanoTime() < deadline) {
                if (stream.read(piece) < 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException cut) {
            return true;
        }
    }
}
