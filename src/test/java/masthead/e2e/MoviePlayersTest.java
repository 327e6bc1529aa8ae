package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs of others with movies and series: a client library from npm that logs in, lists and builds every address, and ffmpeg, mpv and VLC
 * that seek in what is at them. The movies come to a first server by an M3U list, and to a second one by the first one's Xtream API.
 */
@Tag("e2e")
@SuppressWarnings("NullAway.Init") // set before all
class MoviePlayersTest {
    private static final String PASSWORD = "sesame";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Path LIBRARY = Path.of("target/players/iptv-xtream-api-1.4.1/package/dist/index.js");

    @TempDir
    static Path folder;

    private static FileServer files;
    private static ServerProcess first;
    private static ServerProcess second;

    @BeforeAll
    static void serve() throws IOException {
        Command.needs("ffmpeg");
        Path movies = Files.createDirectory(folder.resolve("movies"));
        for (String each : List.of("mkv", "mp4")) {
            Command.run(
                            folder,
                            MINUTE,
                            words(
                                    "ffmpeg -v error -f lavfi -i testsrc2=size=640x360:rate=25 -f lavfi -i sine=frequency=440 -t 120"
                                            + " -c:v libx264 -preset ultrafast -g 50 -c:a aac -shortest "
                                            + movies.resolve("movie." + each)))
                    .succeeded();
        }
        files = new FileServer(movies);
        first = ServerProcess.serve(folder.resolve("first"), PASSWORD);
        Provider.offering(first, PASSWORD, "Upstream", """
                #EXTM3U
                #EXTINF:-1 tvg-id="one.example" group-title="News",One
                http://127.0.0.1:9/live/u/p/1.ts
                #EXTINF:-1 group-title="Drama",Blue Harbour (2019)
                %s
                #EXTINF:-1 group-title="Comedy",Red Summer (2001)
                %s
                #EXTINF:-1 group-title="Crime",North Pier S01E01
                %s
                #EXTINF:-1 group-title="Crime",North Pier S01E02
                %s
                #EXTINF:-1 group-title="Crime",North Pier S02E01
                %s
                """.formatted(
                        files.address("movie/u/p/movie.mkv"),
                        files.address("b/movie.mp4"),
                        files.address("series/e1/movie.mkv"),
                        files.address("series/e2/movie.mkv"),
                        files.address("series/e3/movie.mp4")));
        subscribe(first);
        second = ServerProcess.serve(folder.resolve("second"), PASSWORD);
        String answer = Web.operate(
                "POST",
                second.address() + "/api/providers",
                PASSWORD,
                "{\"name\":\"First\",\"kind\":\"xtream\",\"url\":\"%s/player_api.php?username=nora&password=k7Qz9x\",\"maxConnections\":1}"
                        .formatted(first.address()));
        new Provider(second, PASSWORD, Web.number(answer, "id")).importList();
        subscribe(second);
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
        files.close();
    }

    private static void subscribe(ServerProcess server) {
        Web.operate(
                "POST",
                server.address() + "/api/subscribers",
                PASSWORD,
                "{\"username\":\"nora\",\"password\":\"k7Qz9x\",\"maxConnections\":1}");
    }

    private static List<String> words(String words) {
        return List.of(words.split(" "));
    }

    private static ServerProcess server(String which) {
        return which.equals("first") ? first : second;
    }

    /** What the library makes of a server, as JSON in one line. */
    private static String asked(ServerProcess server) throws IOException {
        Command.needs("node");
        Assumptions.assumeTrue(Files.exists(LIBRARY), "npm could not fetch @iptv/xtream-api; ./mast e2e does");
        Path script = folder.resolve("xtream-client.mjs");
        Files.copy(
                Path.of("src/test/resources/masthead/e2e/xtream-client.mjs"),
                script,
                StandardCopyOption.REPLACE_EXISTING);
        return Command.run(
                        folder,
                        MINUTE,
                        "node",
                        script.toString(),
                        LIBRARY.toAbsolutePath().toUri().toString(),
                        server.address(),
                        "nora",
                        "k7Qz9x")
                .succeeded()
                .out();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "second"})
    void a_client_library_logs_in_lists_and_builds_every_address(String which) throws IOException {
        ServerProcess server = server(which);
        String seen = asked(server);
        assertThat(seen)
                .contains("\"status\":\"Active\"", "\"name\":\"Blue Harbour (2019)\"", "\"name\":\"North Pier\"")
                .contains("\"unknownMovie\":\"Movie Not Found\"", "\"unknownShow\":\"Show Not Found\"")
                .contains("\"moviesOfFirstCategory\":1", "\"category_name\":\"Drama\"", "\"category_name\":\"Crime\"")
                .contains("\"season\":2", "\"epg_listings\":");
        Matcher urls = Pattern.compile("\"url\":\"(http[^\"]+/(movie|series)/[^\"]+)\"")
                .matcher(seen);
        int played = 0;
        for (; urls.find(); played++) {
            Command probe = Command.run(
                    folder,
                    MINUTE,
                    words("ffprobe -v error -show_entries format=duration:stream=codec_name -of csv=p=0 "
                            + urls.group(1)));
            assertThat(probe.succeeded().out()).contains("h264", "aac", "120.");
            assertThat(probe.err()).isEmpty();
        }
        assertThat(played).as("movies, a movie's details, and episodes").isEqualTo(2 + 1 + 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "second"})
    void ffmpeg_seeks_and_finds_the_picture_of_that_second(String which) throws IOException {
        for (String movie : movies(server(which))) {
            String through = frame(movie, folder.resolve("through.raw"));
            String direct =
                    frame(files.address("movie." + movie.replaceFirst(".*\\.", "")), folder.resolve("direct.raw"));
            assertThat(through).as(movie).isEqualTo(direct);
        }
    }

    /** The picture at 1:17, as the MD5 sum of its bytes. */
    private static String frame(String address, Path at) throws IOException {
        Files.deleteIfExists(at);
        return Command.run(folder, MINUTE, words("ffmpeg -v error -ss 77 -i " + address + " -frames:v 1 -an -f md5 -"))
                .succeeded()
                .out();
    }

    @Test
    void mpv_seeks_in_a_movie() throws IOException {
        Command.needs("mpv");
        for (String movie : movies(second)) {
            String said = Command.run(
                            folder,
                            MINUTE,
                            words("mpv --no-config --vo=null --ao=null --start=90 --length=3 --msg-level=all=v "
                                    + movie))
                    .succeeded()
                    .out();
            assertThat(said)
                    .containsPattern("playback restart complete @ 90\\.\\d+, audio=(playing|ready), video=playing")
                    .doesNotContainIgnoringCase("corrupt");
            assertThat(said).doesNotContain("Cannot seek in this stream", "Cannot seek in this file");
        }
        assertThat(files.peak()).as("connections to the provider at once").isLessThanOrEqualTo(2);
    }

    @Test
    void vlc_seeks_in_a_movie() throws IOException {
        Command.needs("cvlc");
        Path open = Files.createTempDirectory(
                "vlc", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        for (String movie : movies(second)) {
            String said = Command.runUnprivileged(
                            open,
                            MINUTE,
                            ("cvlc -vv --no-color --vout=dummy --aout=dummy --start-time=60 --run-time=5 " + movie
                                            + " vlc://quit")
                                    .split(" "))
                    .succeeded()
                    .err();
            assertThat(said)
                    .contains("using video decoder module", "Received first picture")
                    .doesNotContain("main input error");
        }
    }

    /** The addresses of the movies, as the player's list has them. */
    private static List<String> movies(ServerProcess server) {
        String list = Web.get(server.address() + "/get.php?username=nora&password=k7Qz9x&type=m3u_plus&output=ts");
        List<String> movies =
                list.lines().filter(line -> line.contains("/movie/")).toList();
        assertThat(movies).hasSize(2);
        return movies;
    }
}
