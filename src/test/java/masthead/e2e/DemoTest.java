package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, as a newcomer's players see it. */
@Tag("e2e")
@SuppressWarnings("NullAway.Init") // set before all
class DemoTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String LOGIN = "?username=admin&password=admin";

    /** How long the patient tests watch; {@code ./mast e2e --quick} shortens it. */
    private static final int WATCH_SECONDS = Boolean.getBoolean("e2e.quick") ? 15 : 120;

    @TempDir
    static Path folder;

    private static ServerProcess demo;

    @BeforeAll
    static void start() {
        demo = ServerProcess.demo(folder);
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void curl_logs_in() {
        Command.needs("curl");
        Command curl = run("curl", "-s", demo.address() + "/player_api.php" + LOGIN);
        assertThat(curl.out()).contains("\"auth\":1", "\"status\":\"Active\"", "\"username\":\"admin\"");
    }

    @Test
    void the_playlist_lists_at_least_six_channels_under_live_with_logos_and_two_categories() {
        List<String> lines = Web.get(demo.address() + "/get.php" + LOGIN + "&type=m3u_plus")
                .lines()
                .toList();
        assertThat(lines.getFirst()).startsWith("#EXTM3U");
        assertThat(lines.stream().filter(line -> line.startsWith("http")))
                .hasSizeGreaterThanOrEqualTo(6)
                .allMatch(line -> line.matches(demo.address() + "/live/admin/admin/\\d+\\.ts"));
        assertThat(lines.stream().filter(line -> line.startsWith("#EXTINF")))
                .allMatch(line -> line.matches(".*tvg-logo=\"http[^\"]+\".*"));
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("#EXTINF"))
                        .map(line -> line.replaceAll(".*group-title=\"([^\"]*)\".*", "$1"))
                        .distinct())
                .hasSize(2);
    }

    @Test
    void every_logo_is_an_image_that_can_be_fetched() {
        List<String> logos = Web.get(demo.address() + "/get.php" + LOGIN + "&type=m3u_plus")
                .lines()
                .filter(line -> line.startsWith("#EXTINF"))
                .map(line -> line.replaceAll(".*tvg-logo=\"([^\"]*)\".*", "$1"))
                .toList();
        assertThat(logos).isNotEmpty().allMatch(logo -> Web.status(logo) == 200);
    }

    @Test
    void the_three_commands_of_the_predecessor_work_to_the_letter() throws IOException {
        Command.needs("curl", "bash");
        String words = """
                curl "http://localhost:8000/player_api.php?username=admin&password=admin"
                curl "http://localhost:8000/get.php?username=admin&password=admin&type=m3u_plus" -o playlist.m3u
                grep -o "http://[^/]*/live/" playlist.m3u | head -5
                timeout 5 curl "http://localhost:8000/live/admin/admin/{CHANNEL_ID}.ts" --output test_stream.ts
                """.replace("http://localhost:8000", demo.address())
                .replace("{CHANNEL_ID}", channel().replaceAll(".*/(\\d+)\\.ts", "$1"));
        Command bash = Command.run(folder, MINUTE, "bash", "-c", words);
        assertThat(bash.out()).contains("\"status\":\"Active\"", "\n" + demo.address() + "/live/\n");
        byte[] saved = Files.readAllBytes(folder.resolve("test_stream.ts"));
        assertThat(saved).hasSizeGreaterThan(30_000);
        for (int at = 0; at + 188 <= saved.length; at += 188) {
            assertThat(saved[at]).as("sync byte at %d", at).isEqualTo((byte) 0x47);
        }
    }

    @Test
    void ffprobe_names_h264_and_aac() {
        Command.needs("ffprobe");
        Command probe =
                run("ffprobe", "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", channel());
        assertThat(probe.out().lines().filter(line -> !line.isBlank()).distinct())
                .containsExactlyInAnyOrder("h264", "aac");
        assertThat(probe.err()).isEmpty();
    }

    @Test
    void ffmpeg_watches_several_loops_of_the_card_without_a_word() {
        Command.needs("ffmpeg");
        Command ffmpeg = Command.run(
                        folder,
                        Duration.ofSeconds(2 * WATCH_SECONDS + 30),
                        "ffmpeg",
                        "-v",
                        "error",
                        "-i",
                        channel(),
                        "-t",
                        "" + WATCH_SECONDS,
                        "-f",
                        "null",
                        "-")
                .succeeded();
        assertThat(ffmpeg.out() + ffmpeg.err()).isEmpty();
    }

    @Test
    void mpv_plays_picture_and_sound() {
        Command.needs("mpv");
        Command mpv = run("mpv", "--no-config", "--vo=null", "--ao=null", "--length=6", "--msg-level=all=v", channel());
        assertThat(mpv.out())
                .contains("(h264", "(aac", "first video frame after restart shown", "audio=playing, video=playing")
                .doesNotContainIgnoringCase("discontinu", "corrupt", "concealing", "error while");
    }

    @Test
    void vlc_plays_picture_and_sound() throws IOException {
        Command.needs("cvlc");
        Path open = Files.createTempDirectory(
                "vlc", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        Command vlc = Command.runUnprivileged(
                        open,
                        MINUTE,
                        "cvlc",
                        "-vv",
                        "--no-color",
                        "--vout=dummy",
                        "--aout=dummy",
                        "--run-time=8",
                        channel(),
                        "vlc://quit")
                .succeeded();
        assertThat(vlc.err())
                .contains("using video decoder module", "using audio decoder module", "Received first picture")
                .doesNotContain("main input error", "discontinuity");
    }

    private static Command run(String... words) {
        return Command.run(folder, MINUTE, words).succeeded();
    }

    /** The address of the first channel, as the playlist gives it. */
    private static String channel() {
        return Web.get(demo.address() + "/get.php" + LOGIN + "&type=m3u_plus&output=ts")
                .lines()
                .filter(line -> line.startsWith("http"))
                .findFirst()
                .orElseThrow();
    }
}
