package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HLS made from a channel's ring, as ffmpeg sees it. */
@Tag("e2e")
@SuppressWarnings("NullAway.Init") // set before all
class HlsTest {
    private static final int WATCH_SECONDS = Boolean.getBoolean("e2e.quick") ? 15 : 60;

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
    void ffprobe_names_h264_and_aac() {
        Command.needs("ffprobe");
        Command probe = Command.run(
                        folder,
                        Duration.ofMinutes(1),
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "stream=codec_name",
                        "-of",
                        "csv=p=0",
                        channel(0))
                .succeeded();
        assertThat(probe.out().lines().filter(line -> !line.isBlank()).distinct())
                .containsExactlyInAnyOrder("h264", "aac");
        assertThat(probe.err()).isEmpty();
    }

    @Test
    void ffmpeg_watches_a_minute_without_a_word() {
        Command.needs("ffmpeg");
        String seconds = "" + WATCH_SECONDS;
        Command ffmpeg = Command.run(
                        folder,
                        Duration.ofSeconds(2 * WATCH_SECONDS + 30),
                        "ffmpeg",
                        "-v",
                        "error",
                        "-i",
                        channel(1),
                        "-t",
                        seconds,
                        "-f",
                        "null",
                        "-")
                .succeeded();
        assertThat(ffmpeg.out() + ffmpeg.err()).isEmpty();
    }

    @Test
    void the_newest_segment_ended_less_than_a_segment_ago() {
        String address = channel(2);
        Web.get(address); // on air
        for (int round = 0; round < 5; round++) {
            List<String> lines = Web.get(address).lines().toList();
            String begins = lines.stream()
                    .filter(line -> line.startsWith("#EXT-X-PROGRAM-DATE-TIME:"))
                    .reduce("", (before, line) -> line.substring(line.indexOf(':') + 1));
            double lasts = lines.stream()
                    .filter(line -> line.startsWith("#EXTINF:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("#EXTINF:([0-9.]+),.*", "$1")))
                    .reduce(0, (before, next) -> next);
            Instant ended = Instant.parse(begins).plusMillis(Math.round(lasts * 1000));
            assertThat(Duration.between(ended, Instant.now())).isLessThan(Duration.ofMillis(2500));
        }
    }

    /** The address of a channel's playlist, as the list of channels gives it. */
    private static String channel(int index) {
        return Web.get(demo.address() + "/get.php?username=admin&password=admin&type=m3u_plus&output=m3u8")
                .lines()
                .filter(line -> line.startsWith("http"))
                .skip(index)
                .findFirst()
                .orElseThrow();
    }
}
