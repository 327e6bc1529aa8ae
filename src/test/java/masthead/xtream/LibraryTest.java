package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import masthead.headend.ImportOutcome;
import masthead.studio.FileMood;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of movies and series as a provider. */
class LibraryTest {
    private static final byte[] FILM = FileMood.bytes(500_000, 3);

    @TempDir
    private Path data;

    @TempDir
    private Path media;

    private final HttpClient client = HttpClient.newHttpClient();
    private DoorWorld world;
    private Path films;

    @BeforeEach
    void open() throws IOException {
        films = Files.createDirectory(media.resolve("Films"));
        put("Blue Harbour (2019).mkv", FILM);
        put("Blue Harbour (2019).nfo", """
                <?xml version="1.0"?><!DOCTYPE movie [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <movie><title>Blue Harbour</title><year>2019</year><plot>A port town &amp; its people.</plot>
                <rating>7.4</rating><runtime>96</runtime><genre>Drama</genre><genre>Crime</genre>
                <uniqueid type="imdb">tt1</uniqueid><uniqueid type="tmdb">11223</uniqueid>
                <actor><name>B. Person</name><role>Captain</role></actor></movie>
                https://www.themoviedb.org/movie/11223""".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        put("Blue Harbour (2019)-poster.jpg", new byte[] {1, 2, 3});
        put("Solo (2020)/video.mp4", FILM);
        put("Solo (2020)/poster.png", new byte[] {4, 5});
        put("Solo (2020)/video-trailer.mp4", FILM);
        put("North Pier/Season 1/S01E02 - The Storm.mkv", FILM);
        put("North Pier/Season 1/North.Pier.S01E01.mkv", FILM);
        put(".hidden/secret.mkv", FILM);
        put("notes.txt", FILM);
        Path outside = Files.write(data.resolve("outside.mkv"), FILM);
        Files.createSymbolicLink(films.resolve("link.mkv"), outside);
        world = new DoorWorld(data, Map.of("headend.library-folders", media.toString(), "vod.linger", "100ms"));
        assertThat(world.library(films)).isInstanceOf(ImportOutcome.Applied.class);
        Awaitility.await().until(() -> world.api("&action=get_series").contains("North Pier"));
    }

    @AfterEach
    void close() {
        client.close();
        world.close();
    }

    private void put(String name, byte[] bytes) throws IOException {
        Path file = films.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(world.address(path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    void films_are_listed_by_their_names_and_what_stands_beside_them() {
        String list = world.api("&action=get_vod_streams");
        assertThat(list)
                .contains(
                        "\"name\":\"Blue Harbour (2019)\"",
                        "\"rating\":\"7.4\"",
                        "\"tmdb\":\"11223\"",
                        "\"name\":\"Solo (2020)\"")
                .doesNotContain("secret", "trailer", "notes", "link", "Pier", "passwd");
        assertThat(world.api("&action=get_vod_info&vod_id=" + world.movie("Blue Harbour (2019)")))
                .contains("A port town & its people.", "Drama, Crime", "B. Person", "\"duration_secs\":5760");
        assertThat(world.api("&action=get_vod_categories")).contains("Films");
    }

    @Test
    void episodes_are_series_by_file_or_folder() {
        String list = world.api("&action=get_series");
        assertThat(list.split("\"series_id\"")).hasSize(2);
        String id = list.replaceAll("(?s).*\"series_id\":(\\d+).*", "$1");
        assertThat(world.api("&action=get_series_info&series_id=" + id))
                .contains("\"episode_num\":1", "\"episode_num\":2", "The Storm");
    }

    @Test
    void a_film_is_sent_in_ranges_and_takes_a_seat_only_while_it_is_sent() throws Exception {
        String path = "/movie/nora/k7Qz9x/" + world.movie("Blue Harbour (2019)") + ".mkv";
        HttpResponse<byte[]> whole = get(path);
        assertThat(whole.body()).isEqualTo(FILM);
        assertThat(whole.headers().firstValue("content-type")).hasValue("video/x-matroska");
        HttpResponse<byte[]> part = get(path, "Range", "bytes=1000-1999");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("content-range")).hasValue("bytes 1000-1999/500000");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(FILM, 1000, 2000));
        assertThat(get(path, "Range", "bytes=-7").body()).hasSize(7);
        assertThat(get(path, "Range", "bytes=500000-").statusCode()).isEqualTo(416);
        String tag = whole.headers().firstValue("etag").orElseThrow();
        assertThat(get(path, "Range", "bytes=0-9", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(get(path, "Range", "bytes=0-9", "If-Range", "\"x\"").statusCode())
                .isEqualTo(200);
        Awaitility.await()
                .untilAsserted(() -> assertThat(world.access.seats().taken()).isZero());
        assertThat(world.slots.held()).isZero();
    }

    @Test
    void posters_beside_files_are_served() throws Exception {
        HttpResponse<byte[]> poster = get("/poster/" + world.movie("Blue Harbour (2019)") + ".jpg");
        assertThat(poster.body()).containsExactly(1, 2, 3);
        assertThat(poster.headers().firstValue("content-type")).hasValue("image/jpeg");
        assertThat(get("/poster/" + world.movie("Solo (2020)") + ".jpg").body()).containsExactly(4, 5);
        assertThat(get("/poster/999999.jpg").statusCode()).isEqualTo(404);
        assertThat(world.api("&action=get_vod_streams")).contains("http://tv.example.net:8080/poster/");
    }

    @Test
    void a_later_scan_brings_what_is_new_and_ids_stay() throws Exception {
        int id = world.movie("Blue Harbour (2019)");
        put("Later (2024).mp4", FILM);
        Files.delete(films.resolve("Solo (2020)/video.mp4"));
        world.rescan();
        assertThat(world.movie("Later (2024)")).isPositive();
        assertThat(world.movie("Blue Harbour (2019)")).isEqualTo(id);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(world.api("&action=get_vod_streams")).doesNotContain("Solo"));
    }

    @Test
    void a_file_that_is_gone_is_404() throws Exception {
        int id = world.movie("Solo (2020)");
        Files.delete(films.resolve("Solo (2020)/video.mp4"));
        assertThat(get("/movie/nora/k7Qz9x/" + id + ".mp4").statusCode()).isEqualTo(404);
    }

    @Test
    void no_list_and_no_operator_reaches_other_files() throws Exception {
        assertThat(world.library(data)).isInstanceOf(ImportOutcome.Failed.class);
        world.take("""
                #EXTM3U
                #EXTINF:-1 tvg-logo="library:..%2F..%2Fetc%2Fpasswd",Stolen
                library:../outside.mkv
                """);
        int id = world.movie("Stolen");
        assertThat(get("/movie/nora/k7Qz9x/" + id + ".mkv").statusCode()).isEqualTo(404);
        assertThat(get("/poster/" + id + ".jpg").statusCode()).isEqualTo(404);
    }
}
