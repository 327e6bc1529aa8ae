package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import masthead.studio.FakePanel;
import masthead.studio.FileMood;
import masthead.studio.Moods;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Movies as players read them: over HTTP, from a provider with one connection. */
class FilmRouteTest {
    private static final byte[] FILM = FileMood.bytes(6_000_000, 1);
    private static final byte[] OTHER = FileMood.bytes(5_000_000, 2);
    private static final Map<String, String> QUICK = Map.of(
            "vod.linger", "300ms",
            "vod.slot-patience", "500ms",
            "tuner.head-timeout", "3s",
            "tuner.silence-timeout", "1s",
            "tuner.slot-settle", "0s");

    @TempDir
    private Path folder;

    private final FakePanel panel = new FakePanel();
    private final HttpClient client = HttpClient.newHttpClient();
    private DoorWorld world;
    private int film;

    @BeforeEach
    void open() {
        world = new DoorWorld(folder, QUICK);
        world.take("""
                #EXTM3U
                #EXTINF:-1 group-title="Drama",Blue Harbour (2019)
                %s
                #EXTINF:-1 group-title="Drama",North Pier
                %s
                """.formatted(panel.url("/movie/u/p/1.mkv"), panel.url("/movie/u/p/2.mp4")));
        world.providerAllows(1);
        world.subscriber("solo", 1);
        film = world.movie("Blue Harbour (2019)");
        serve(FileMood.of(FILM));
    }

    @AfterEach
    void close() {
        panel.close();
        client.close();
        world.close();
    }

    private void serve(FakePanel.Mood mood) {
        panel.on("/movie/u/p/1.mkv", mood);
    }

    private FakePanel.Connections connections() {
        return panel.connections("/movie/u/p/1.mkv");
    }

    private HttpRequest request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(world.address(path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    private HttpResponse<byte[]> get(String... headers) {
        return get("solo", film, headers);
    }

    private HttpResponse<byte[]> get(String who, int id, String... headers) {
        try {
            return client.send(
                    request("/movie/" + who + "/" + who + "/" + id + ".mkv", headers), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] part(int from, int to) {
        return Arrays.copyOfRange(FILM, from, to + 1);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void a_film_comes_whole_with_its_length_and_type() {
        HttpResponse<byte[]> answer = get();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type")).isEqualTo("video/x-matroska");
        assertThat(header(answer, "content-length")).isEqualTo("6000000");
        assertThat(header(answer, "accept-ranges")).isNotEmpty();
        assertThat(answer.headers().firstValue("content-range")).isEmpty();
        assertThat(answer.body()).isEqualTo(FILM);
    }

    @Test
    void a_range_is_answered_as_one() {
        HttpResponse<byte[]> answer = get("Range", "bytes=3000000-3000999");
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(header(answer, "content-range")).isEqualTo("bytes 3000000-3000999/6000000");
        assertThat(header(answer, "content-length")).isEqualTo("1000");
        assertThat(header(answer, "accept-ranges")).isEqualTo("bytes");
        assertThat(answer.body()).isEqualTo(part(3_000_000, 3_000_999));
    }

    @Test
    void ranges_that_are_open_or_count_from_the_end_are_answered() {
        assertThat(get("Range", "bytes=5999000-").body()).isEqualTo(part(5_999_000, 5_999_999));
        HttpResponse<byte[]> tail = get("Range", "bytes=-500");
        assertThat(header(tail, "content-range")).isEqualTo("bytes 5999500-5999999/6000000");
        assertThat(tail.body()).isEqualTo(part(5_999_500, 5_999_999));
        assertThat(get("Range", "bytes=-99999999").body()).isEqualTo(FILM);
        assertThat(get("Range", "bytes=5999999-99999999").body()).isEqualTo(part(5_999_999, 5_999_999));
    }

    @Test
    void the_first_thing_a_player_asks_may_be_the_end() {
        assertThat(get("Range", "bytes=-500").body()).isEqualTo(part(5_999_500, 5_999_999));
    }

    @Test
    void what_is_not_there_is_416_with_the_length() {
        HttpResponse<byte[]> first = get("Range", "bytes=6000000-");
        assertThat(first.statusCode()).isEqualTo(416);
        get("Range", "bytes=0-10");
        HttpResponse<byte[]> then = get("Range", "bytes=6000000-");
        assertThat(then.statusCode()).isEqualTo(416);
        assertThat(header(then, "content-range")).isEqualTo("bytes */6000000");
    }

    @Test
    void several_ranges_at_once_are_416_and_nonsense_is_no_range() {
        assertThat(get("Range", "bytes=0-1,5-6").statusCode()).isEqualTo(416);
        assertThat(connections().total()).isZero();
        assertThat(get("Range", "apples=1-2").statusCode()).isEqualTo(200);
    }

    @Test
    void if_range_gives_the_whole_film_where_it_is_another_by_now() {
        HttpResponse<byte[]> first = get("Range", "bytes=0-9");
        String tag = header(first, "etag");
        assertThat(tag).isNotEmpty().doesNotContain("one");
        assertThat(get("Range", "bytes=10-19", "If-Range", tag).statusCode()).isEqualTo(206);
        HttpResponse<byte[]> other = get("Range", "bytes=10-19", "If-Range", "\"else\"");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(FILM);
    }

    @Test
    void head_asks_no_provider_and_takes_no_seat() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(URI.create(world.address("/movie/solo/solo/" + film + ".mkv")))
                .HEAD()
                .build();
        HttpResponse<Void> before = client.send(head, BodyHandlers.discarding());
        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(header(before, "content-type")).isEqualTo("video/x-matroska");
        assertThat(connections().total()).isZero();
        assertThat(world.access.seats().taken()).isZero();
        get("Range", "bytes=0-9");
        assertThat(header(client.send(head, BodyHandlers.discarding()), "content-length"))
                .isEqualTo("6000000");
    }

    @Test
    void three_ranges_at_once_are_one_seat_and_one_connection_and_each_is_right() {
        serve(FileMood.of(FILM).paced(Duration.ofMillis(2)));
        List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();
        for (String range : List.of("bytes=0-", "bytes=2500000-", "bytes=4500000-5499999")) {
            all.add(client.sendAsync(
                    request("/movie/solo/solo/" + film + ".mkv", "Range", range), BodyHandlers.ofByteArray()));
        }
        Awaitility.await().until(() -> connections().now() == 1);
        assertThat(world.access.seats().taken()).isEqualTo(1);
        assertThat(all.get(0).join().body()).isEqualTo(FILM);
        assertThat(all.get(1).join().body()).isEqualTo(part(2_500_000, 5_999_999));
        assertThat(all.get(2).join().body()).isEqualTo(part(4_500_000, 5_499_999));
        assertThat(connections().peak()).isEqualTo(1);
    }

    @Test
    void probes_of_beginning_and_end_reach_the_provider_once() {
        get("Range", "bytes=0-1");
        get("Range", "bytes=5900000-");
        int asked = connections().total();
        assertThat(asked).isEqualTo(2);
        for (int i = 0; i < 5; i++) {
            assertThat(get("Range", "bytes=0-1023").body()).isEqualTo(part(0, 1023));
            assertThat(get("Range", "bytes=5900000-").body()).isEqualTo(part(5_900_000, 5_999_999));
            assertThat(get("Range", "bytes=-1000").body()).isEqualTo(part(5_999_000, 5_999_999));
        }
        assertThat(connections().total()).isEqualTo(asked);
    }

    @Test
    void a_film_that_is_read_on_from_its_beginning_joins_memory_and_provider() {
        get("Range", "bytes=0-200000");
        assertThat(get("Range", "bytes=100-").body()).isEqualTo(part(100, 5_999_999));
        assertThat(get().body()).isEqualTo(FILM);
    }

    @Test
    void an_upstream_that_breaks_off_is_asked_for_the_rest() {
        serve(FileMood.of(FILM).cutAfter(1_000_000));
        assertThat(get("Range", "bytes=1000-").body()).isEqualTo(part(1000, 5_999_999));
        assertThat(connections().peak()).isEqualTo(1);
    }

    @Test
    void an_upstream_that_ignores_ranges_is_passed_through() {
        serve(FileMood.of(FILM).withoutRanges());
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> answer = get("Range", "bytes=3000-");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-range")).isEmpty();
            assertThat(answer.body()).isEqualTo(FILM);
        }
    }

    @Test
    void an_address_that_leads_elsewhere_each_time_is_followed_each_time() {
        panel.on("/cdn/a", FileMood.of(FILM).cutAfter(2_500_000)).on("/cdn/b", FileMood.of(FILM));
        boolean[] first = {true};
        serve(reply -> {
            Moods.redirect(panel.url(first[0] ? "/cdn/a" : "/cdn/b")).answer(reply);
            first[0] = false;
        });
        assertThat(get().body()).isEqualTo(FILM);
        assertThat(panel.connections("/cdn/a").total()).isEqualTo(1);
        assertThat(panel.connections("/cdn/b").total()).isEqualTo(1);
    }

    @Test
    void a_loop_of_redirects_and_a_silent_provider_are_502_and_a_missing_file_is_404() {
        serve(Moods.redirect(panel.url("/movie/u/p/1.mkv")));
        assertThat(get().statusCode()).isEqualTo(502);
        serve(Moods.silent());
        assertThat(get("Range", "bytes=0-").statusCode()).isEqualTo(502);
        serve(Moods.status(404));
        assertThat(get().statusCode()).isEqualTo(404);
        serve(Moods.html());
        serve(FileMood.of(FILM).shifted(7));
        assertThat(get("Range", "bytes=3000000-").statusCode()).isEqualTo(502);
    }

    @Test
    void bytes_of_two_versions_are_never_mixed() {
        serve(FileMood.of(FILM).cutAfter(1_000_000));
        boolean[] first = {true};
        FakePanel.Mood cut = FileMood.of(FILM).cutAfter(1_000_000);
        serve(reply -> {
            (first[0] ? cut : FileMood.of(OTHER).tagged("\"two\"")).answer(reply);
            first[0] = false;
        });
        assertThatThrownBy(this::get).hasRootCauseInstanceOf(IOException.class);
        assertThat(get("Range", "bytes=0-99").body()).isEqualTo(Arrays.copyOfRange(OTHER, 0, 100));
        assertThat(header(get("Range", "bytes=0-99"), "content-range")).endsWith("/5000000");
    }

    @Test
    void a_film_that_changed_between_two_ranges_is_the_new_one() {
        get("Range", "bytes=0-99");
        serve(FileMood.of(OTHER).tagged("\"two\""));
        HttpResponse<byte[]> answer = get("Range", "bytes=3000000-3000099");
        assertThat(header(answer, "content-range")).isEqualTo("bytes 3000000-3000099/5000000");
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(OTHER, 3_000_000, 3_000_100));
        assertThat(get("Range", "bytes=0-99").body()).isEqualTo(Arrays.copyOfRange(OTHER, 0, 100));
    }

    @Test
    void who_leaves_leaves_no_connection_and_after_a_moment_no_seat() throws Exception {
        serve(FileMood.of(FILM).paced(Duration.ofMillis(50)));
        HttpResponse<InputStream> answer =
                client.send(request("/movie/solo/solo/" + film + ".mkv"), BodyHandlers.ofInputStream());
        assertThat(answer.body().read()).isEqualTo(FILM[0] & 0xff);
        assertThat(connections().now()).isEqualTo(1);
        assertThat(world.slots.held()).isEqualTo(1);
        answer.body().close();
        Awaitility.await().untilAsserted(() -> assertThat(connections().now()).isZero());
        Awaitility.await().untilAsserted(() -> assertThat(world.slots.held()).isZero());
        assertThat(world.access.seats().taken()).isZero();
    }

    @Test
    void a_connection_that_nobody_reads_from_is_given_to_who_waits() {
        panel.on("/movie/u/p/2.mp4", FileMood.of(OTHER));
        world.subscriber("duo", 2);
        assertThat(get("duo", film, "Range", "bytes=2000000-2000099").statusCode())
                .isEqualTo(206);
        assertThat(world.slots.held()).isEqualTo(1);
        HttpResponse<byte[]> next = get("duo", world.movie("North Pier"), "Range", "bytes=2000000-2000099");
        assertThat(next.body()).isEqualTo(Arrays.copyOfRange(OTHER, 2_000_000, 2_000_100));
    }

    @Test
    void two_devices_are_two_seats_and_two_connections() throws Exception {
        world.providerAllows(2);
        world.subscriber("duo", 2);
        serve(FileMood.of(FILM).paced(Duration.ofMillis(50)));
        String path = "/movie/duo/duo/" + film + ".mkv";
        HttpResponse<InputStream> one =
                client.send(request(path, "User-Agent", "VLC/3.0"), BodyHandlers.ofInputStream());
        HttpResponse<InputStream> two =
                client.send(request(path, "User-Agent", "Kodi/21"), BodyHandlers.ofInputStream());
        assertThat(world.access.seats().taken()).isEqualTo(2);
        assertThat(world.slots.held()).isEqualTo(2);
        one.body().close();
        two.body().close();
    }

    @Test
    void a_provider_without_a_connection_left_is_502() throws Exception {
        world.subscriber("duo", 2);
        serve(FileMood.of(FILM).paced(Duration.ofMillis(50)));
        HttpResponse<InputStream> one =
                client.send(request("/movie/duo/duo/" + film + ".mkv"), BodyHandlers.ofInputStream());
        panel.on("/movie/u/p/2.mp4", FileMood.of(OTHER));
        assertThat(get("duo", world.movie("North Pier")).statusCode()).isEqualTo(502);
        one.body().close();
    }

    @Test
    void a_seat_that_is_taken_away_ends_the_film() throws Exception {
        serve(FileMood.of(FILM).paced(Duration.ofMillis(50)));
        HttpResponse<InputStream> answer =
                client.send(request("/movie/solo/solo/" + film + ".mkv"), BodyHandlers.ofInputStream());
        panel.on("/movie/u/p/2.mp4", FileMood.of(OTHER));
        CompletableFuture<HttpResponse<byte[]>> next = client.sendAsync(
                request("/movie/solo/solo/" + world.movie("North Pier") + ".mp4"), BodyHandlers.ofByteArray());
        assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        assertThat(next.join().statusCode()).isIn(200, 502);
    }

    @Test
    void who_is_shut_out_gets_no_further_range() {
        assertThat(get("Range", "bytes=0-99").statusCode()).isEqualTo(206);
        world.expire("solo");
        assertThat(get("Range", "bytes=100-199").statusCode()).isEqualTo(403);
    }

    @Test
    void strangers_and_unknown_films_are_refused() throws Exception {
        assertThat(client.send(request("/movie/solo/wrong/" + film + ".mkv"), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("solo", 999_999).statusCode()).isEqualTo(404);
        assertThat(get("solo", world.movie("Blue Harbour (2019)")).statusCode()).isEqualTo(200);
        assertThat(client.send(
                                request(
                                        "/streaming/vod.php?username=solo&password=solo&stream=" + film,
                                        "Range",
                                        "bytes=5-9"),
                                BodyHandlers.ofByteArray())
                        .body())
                .isEqualTo(part(5, 9));
        assertThat(connections().peak()).isEqualTo(1);
    }
}
