package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import masthead.studio.FakePanel;
import masthead.studio.Moods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HLS sources handed through, and the addresses that players cut short. */
class HlsPassTest {
    private static final String LIST = "application/vnd.apple.mpegurl";

    private final FakePanel panel = new FakePanel();
    private DoorWorld world;

    @BeforeEach
    void open(@TempDir Path folder) {
        world = new DoorWorld(
                folder,
                Map.of("relay.hls-idle-timeout", "3s", "relay.linger", "100ms", "xtream.request-burst", "100000"));
        source("/one", "one");
        source("/two", "two");
        panel.on("/broken/index.m3u8", Moods.status(404));
        world.take("#EXTM3U\n#EXTINF:-1,One\n" + panel.url("/moved/index.m3u8") + "\n#EXTINF:-1,Two\n"
                + panel.url("/two/index.m3u8") + "\n#EXTINF:-1,Broken\n" + panel.url("/broken/index.m3u8") + "\n");
        panel.on("/moved/index.m3u8", Moods.redirect(panel.url("/one/index.m3u8")));
    }

    private void source(String folder, String words) {
        panel.on(folder + "/index.m3u8", Moods.document(LIST, """
                #EXTM3U
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",URI="audio.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=1280000,AUDIO="a"
                v/720.m3u8?session=upstream-secret
                """));
        panel.on(folder + "/v/720.m3u8", Moods.document(LIST, """
                #EXTM3U
                #EXT-X-TARGETDURATION:6
                #EXT-X-MEDIA-SEQUENCE:1
                #EXT-X-KEY:METHOD=AES-128,URI="../keys/1.key"
                #EXT-X-MAP:URI="init.mp4"
                #EXTINF:6.0,
                seg_1.m4s
                """));
        panel.on(folder + "/v/seg_1.m4s", Moods.document("video/iso.segment", words + " segment"));
        panel.on(folder + "/v/seg_2.m4s", Moods.document("video/iso.segment", words + " unlisted"));
        panel.on(folder + "/v/init.mp4", Moods.document("video/mp4", words + " init"));
        panel.on(folder + "/keys/1.key", Moods.document("application/octet-stream", "0123456789abcdef"));
        panel.on(folder + "/seg_1.ts", Moods.document("video/mp2t", words + " plain"));
        panel.on(folder + "/audio.m3u8", Moods.document(LIST, "#EXTM3U\n#EXT-X-TARGETDURATION:6\n"));
    }

    @AfterEach
    void close() {
        world.close();
        panel.close();
    }

    @Test
    void all_that_a_source_has_is_reached_through_addresses_of_ours() {
        String master = get(live("One")).body();
        assertThat(master).contains("TYPE=AUDIO").doesNotContain("upstream-secret", "127.0.0.1");
        assertThat(attributes(master)).allMatch(each -> each.matches("/hls/[\\w-]{22}/[\\w-]+/audio\\.m3u8"));
        String variant = addresses(master).getFirst();
        assertThat(variant).matches("/hls/[\\w-]{22}/[\\w-]+/720\\.m3u8");
        HttpResponse<String> media = get(variant);
        assertThat(media.headers().firstValue("Content-Type")).contains(LIST);
        assertThat(media.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        List<String> extras = attributes(media.body());
        assertThat(get(extras.get(0)).body()).isEqualTo("0123456789abcdef");
        assertThat(get(extras.get(1)).body()).isEqualTo("one init");
        HttpResponse<String> segment = get(addresses(media.body()).getFirst());
        assertThat(segment.body()).isEqualTo("one segment");
        assertThat(segment.headers().firstValue("Content-Type")).contains("video/iso.segment");
        assertThat(panel.requests("/one/v/720.m3u8").getFirst().target()).endsWith("?session=upstream-secret");
    }

    @Test
    void addresses_stay_the_same_from_one_playlist_to_the_next() {
        assertThat(get(live("One")).body()).isEqualTo(get(live("One")).body());
    }

    @Test
    void what_several_players_want_is_fetched_once() {
        String one = segment("One", "Tv/1");
        String other = segment("One", "Phone/1");
        assertThat(other).isNotEqualTo(one);
        assertThat(get(one).body()).isEqualTo(get(other).body());
        assertThat(panel.connections("/one/v/seg_1.m4s").total()).isEqualTo(1);
        assertThat(panel.connections("/one/v/720.m3u8").total()).isEqualTo(1);
        assertThat(world.access.seats().taken()).isEqualTo(2);
    }

    @Test
    void a_part_of_a_segment_is_a_part() {
        HttpResponse<String> part = world.get(segment("One", "Tv/1"), "Range", "bytes=4-6");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("seg");
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 4-6/11");
        assertThat(world.get(segment("One", "Tv/1"), "Range", "bytes=400-").statusCode())
                .isEqualTo(416);
    }

    @Test
    void an_address_is_of_no_use_with_another_session_or_another_mark() {
        String one = segment("One", "Tv/1");
        String other = segment("One", "Phone/1");
        assertThat(get(one.replace(part(one, 2), part(other, 2))).statusCode()).isEqualTo(404);
        assertThat(get(one.replace(part(one, 3), "1-zzzz-AAAAAAAAAAAAAAAAAAAAAA"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(one.replace(part(one, 3), "nonsense")).statusCode()).isEqualTo(404);
        assertThat(get(one).statusCode()).isEqualTo(200);
    }

    @Test
    void a_name_beside_a_document_that_was_given_is_found_there_and_nowhere_else() {
        String segment = segment("One", "Tv/1");
        assertThat(get(segment.replace("seg_1.m4s", "seg_2.m4s")).body()).isEqualTo("one unlisted");
        assertThat(get(segment.replace("seg_1.m4s", "%2e%2e/seg_1.ts")).statusCode())
                .isEqualTo(404);
        assertThat(get(segment.replace("seg_1.m4s", "missing.ts")).statusCode()).isEqualTo(404);
    }

    @Test
    void a_source_that_fails_is_left_to_the_relay_and_refused_honestly() {
        assertThat(get(live("Broken")).statusCode()).isEqualTo(502);
        await().until(() -> world.access.seats().taken() == 0);
    }

    @Test
    void one_connection_of_the_provider_is_held_until_nobody_watches() {
        segment("One", "Tv/1");
        segment("One", "Phone/1");
        assertThat(metric("masthead_provider_slots")).isEqualTo("masthead_provider_slots 1.0");
        await().atMost(Duration.ofSeconds(40))
                .until(() -> metric("masthead_provider_slots").equals("masthead_provider_slots 0.0"));
        assertThat(metric("masthead_hls_shared_bytes")).isEqualTo("masthead_hls_shared_bytes 0.0");
        assertThat(world.access.seats().taken()).isZero();
    }

    @Test
    void operators_see_who_watches_and_can_end_him() {
        segment("One", "Tv/1");
        await().untilAsserted(() -> assertThat(world.relays.onAir())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.name()).isEqualTo("One");
                    assertThat(each.viewers())
                            .extracting(seen -> seen.guest().userAgent())
                            .containsExactly("Tv/1");
                }));
        world.relays.close(world.relays.onAir().getFirst().viewers().getFirst().id());
        await().until(() -> world.access.seats().taken() == 0);
    }

    @Test
    void a_plain_name_below_the_entry_address_is_found_in_what_is_watched() {
        get(live("One"));
        assertThat(get("/live/nora/k7Qz9x/seg_1.ts").body()).isEqualTo("one plain");
        assertThat(get("/nora/k7Qz9x/seg_1.ts").body()).isEqualTo("one plain");
        assertThat(get("/live/nora/k7Qz9x/v/seg_1.m4s").body()).isEqualTo("one segment");
        assertThat(get("/live/nora/k7Qz9x/v/seg_1.m4s?sig=1").body()).isEqualTo("one segment");
        assertThat(panel.requests("/one/v/seg_1.m4s").getLast().target()).isEqualTo("/one/v/seg_1.m4s?sig=1");
    }

    @Test
    void a_playlist_that_is_found_so_has_addresses_of_ours() {
        get(live("One"));
        assertThat(addresses(get("/live/nora/k7Qz9x/v/720.m3u8").body()))
                .singleElement()
                .satisfies(each -> assertThat(get(each).body()).isEqualTo("one segment"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/live/nora/k7Qz9x/../two/seg_1.ts",
                "/live/nora/k7Qz9x/%2e%2e/two/seg_1.ts",
                "/live/nora/k7Qz9x/%252e%252e/two/seg_1.ts",
                "/live/nora/k7Qz9x/v/%2e%2e%2f%2e%2e%2ftwo/seg_1.ts",
                "/live/nora/k7Qz9x//127.0.0.1/seg_1.ts",
                "/live/nora/k7Qz9x/http:%2f%2f127.0.0.1%2fseg_1.ts",
                "/live/nora/k7Qz9x/v/seg_1.exe",
                "/live/nora/wrong/seg_1.ts",
                "/live/admin/admin/seg_1.ts",
            })
    void nothing_but_the_watched_source_can_be_reached(String path) {
        get(live("One"));
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(panel.connections("/two/seg_1.ts").total()).isZero();
    }

    @Test
    void two_devices_behind_one_address_are_told_apart_by_their_players() {
        world.get(live("One"), "User-Agent", "Tv/1");
        world.get(live("Two"), "User-Agent", "Phone/1");
        assertThat(world.get("/live/nora/k7Qz9x/seg_1.ts", "User-Agent", "Tv/1").body())
                .isEqualTo("one plain");
        assertThat(world.get("/live/nora/k7Qz9x/seg_1.ts", "User-Agent", "Phone/1")
                        .body())
                .isEqualTo("two plain");
        assertThat(world.get("/live/nora/k7Qz9x/seg_1.ts", "User-Agent", "Stranger")
                        .statusCode())
                .as("ambiguous: no guess")
                .isEqualTo(404);
    }

    @Test
    void two_subscribers_behind_one_address_do_not_mix() {
        get(live("One"));
        get("/live/admin/admin/" + world.id("Two") + ".m3u8");
        assertThat(get("/live/nora/k7Qz9x/seg_1.ts").body()).isEqualTo("one plain");
        assertThat(get("/live/admin/admin/seg_1.ts").body()).isEqualTo("two plain");
    }

    @Test
    void without_a_session_there_is_nothing() {
        assertThat(get("/live/nora/k7Qz9x/seg_1.ts").statusCode()).isEqualTo(404);
        get(live("One"));
        await().atMost(Duration.ofSeconds(40)).until(() -> world.relays.hls().count() == 0);
        assertThat(get("/live/nora/k7Qz9x/seg_1.ts").statusCode()).isEqualTo(404);
    }

    @Test
    void many_at_once_are_one_fetch() {
        panel.on("/one/v/seg_1.m4s", Moods.slow(Duration.ofMillis(500), Moods.document("video/mp4", "late")));
        String segment = segment("One", "Tv/1");
        List<String> got = IntStream.range(0, 8)
                .parallel()
                .mapToObj(each -> get(segment).body())
                .toList();
        assertThat(got).containsOnly("late");
        assertThat(panel.connections("/one/v/seg_1.m4s").total()).isEqualTo(1);
    }

    @Test
    void a_playlist_has_addresses_of_ours_even_if_a_part_of_it_is_asked_for() {
        String variant = addresses(get(live("One")).body()).getFirst();
        assertThat(world.get(variant, "Range", "bytes=0-").body())
                .contains("/hls/")
                .doesNotContain("../keys/1.key", "\nseg_1.m4s");
        assertThat(panel.requests("/one/v/720.m3u8").getFirst().header("Range")).isEmpty();
    }

    @Test
    void what_a_source_sent_that_does_not_do_is_let_go_of() {
        panel.on("/broken/index.m3u8", Moods.document("text/html", "<html>".repeat(1000)));
        assertThat(get(live("Broken")).statusCode()).isEqualTo(502);
        await().until(() -> metric("masthead_hls_passed_through").endsWith(" 0.0"));
        assertThat(metric("masthead_hls_shared_bytes")).isEqualTo("masthead_hls_shared_bytes 0.0");
    }

    @Test
    void addresses_that_are_not_ours_fail_nobody_elses_picture() {
        String variant = addresses(get(live("One")).body()).getFirst();
        for (int times = 0; times < 4; times++) {
            assertThat(get(variant.replace(part(variant, 3), "1-zzzz-AAAAAAAAAAAAAAAAAAAAAA"))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(get(variant.replace("720.m3u8", "nothing" + times + ".m3u8"))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(metric("masthead_hls_passed_through")).endsWith(" 1.0");
        assertThat(get(variant).statusCode()).isEqualTo(200);
    }

    @Test
    void a_source_that_fails_once_goes_on() {
        String master = get(live("One")).body();
        panel.on("/one/index.m3u8", Moods.status(503));
        await().until(() -> get(live("One")).statusCode() == 502);
        assertThat(metric("masthead_hls_passed_through")).endsWith(" 1.0");
        panel.on("/one/index.m3u8", Moods.document(LIST, "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nv/720.m3u8\n"));
        HttpResponse<String> again = get(live("One"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(part(addresses(again.body()).getFirst(), 2))
                .isEqualTo(part(addresses(master).getFirst(), 2));
    }

    @Test
    void a_name_that_may_be_another_channels_number_is_found_only_where_the_source_named_it() {
        panel.on("/one/v/456.ts", Moods.document("video/mp2t", "another channel"));
        panel.on("/one/v/457.ts", Moods.document("video/mp2t", "listed"));
        panel.on(
                "/one/v/720.m3u8",
                Moods.document(LIST, "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n457.ts?sig=1\n"));
        String segment = segment("One", "Tv/1");
        for (String name : List.of("456.ts", "%34%35%36.ts", "%2b456.ts", "456x.ts")) {
            assertThat(get(segment.replace("457.ts", name)).statusCode()).isEqualTo(404);
        }
        assertThat(world.get("/live/nora/k7Qz9x/v/456.ts", "User-Agent", "Tv/1").statusCode())
                .isEqualTo(404);
        assertThat(panel.connections("/one/v/456.ts").total()).isZero();
        assertThat(world.get("/live/nora/k7Qz9x/v/457.ts", "User-Agent", "Tv/1").body())
                .isEqualTo("listed");
    }

    @Test
    void one_session_gets_so_many_answers_at_once_and_no_more() throws Exception {
        panel.on("/one/v/seg_1.m4s", Moods.document("video/mp4", new byte[16 * 1024 * 1024]));
        URI segment = URI.create(world.address(segment("One", "Tv/1")));
        List<InputStream> unread = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(segment).build();
            for (int each = 0; each < 8; each++) {
                HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                assertThat(answer.statusCode()).isEqualTo(200);
                unread.add(answer.body());
            }
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(502);
            for (InputStream each : unread) {
                each.close();
            }
            await().until(() ->
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
        }
    }

    @Test
    void what_a_source_sends_is_no_page_of_ours_and_headers_cost_no_fetch() {
        panel.on("/one/v/seg_1.m4s", Moods.document("text/html", "<script>"));
        String segment = segment("One", "Tv/1");
        assertThat(world.send("HEAD", segment, "").statusCode()).isEqualTo(200);
        assertThat(panel.connections("/one/v/seg_1.m4s").total()).isZero();
        HttpResponse<String> answer = get(segment);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).contains("sandbox; default-src 'none'");
    }

    /** The address of a channel's segment, as a player of this name finds it. */
    private String segment(String channel, String agent) {
        String master = world.get(live(channel), "User-Agent", agent).body();
        return addresses(get(addresses(master).getFirst()).body()).getFirst();
    }

    private HttpResponse<String> get(String path) {
        return world.get(path);
    }

    private String live(String name) {
        return "/live/nora/k7Qz9x/" + world.id(name) + ".m3u8";
    }

    private String metric(String name) {
        return new String(world.metrics.page(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElse("");
    }

    private static String part(String address, int index) {
        return address.split("/")[index];
    }

    private static List<String> addresses(String playlist) {
        return playlist.lines().filter(line -> !line.startsWith("#")).toList();
    }

    private static List<String> attributes(String playlist) {
        List<String> found = new ArrayList<>();
        Pattern.compile("URI=\"([^\"]*)\"").matcher(playlist).results().forEach(each -> found.add(each.group(1)));
        return found;
    }
}
