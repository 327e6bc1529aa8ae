package masthead.e2e;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import masthead.e2e.Recording.Look;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Feeds that die while ffmpeg watches: it must not notice but that the picture stands for a moment. */
@Tag("e2e")
class FailoverTest {
    private static final String PASSWORD = "sesame";
    private static final int SWITCHES = Boolean.getBoolean("e2e.quick") ? 2 : 10;

    /** How long a feed plays before it dies. Its rival, dead before, has rested by then. */
    private static final Duration PLAY = Duration.ofSeconds(6);

    /** Three pictures, in seconds: what may be torn where a feed breaks off is left out. */
    private static final double FEW_FRAMES = 0.125;

    private static final Map<String, String> SHORT_REST =
            Map.of("MASTHEAD_TUNER_REST", "1s", "MASTHEAD_TUNER_LONGEST_REST", "2s");

    @TempDir
    Path folder;

    static Stream<Arguments> feeds() {
        List<Arguments> all = new ArrayList<>(List.of(
                Arguments.of("ts", Look.PLAIN, Look.STRANGE),
                Arguments.of("m3u8", Look.PLAIN, Look.STRANGE),
                Arguments.of("ts", Look.SOUND, Look.STRANGE_SOUND)));
        return Boolean.getBoolean("e2e.quick") ? all.stream().limit(1) : all.stream();
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void ffmpeg_says_nothing_and_times_never_go_back_or_jump_by_more_than_the_true_gap(
            String kind, Look one, Look other) throws Exception {
        Command.needs("ffmpeg");
        int seconds = (int)
                PLAY.multipliedBy(SWITCHES + 1).plusSeconds(20L * SWITCHES + 60).toSeconds();
        try (FeedServer sources = new FeedServer();
                ServerProcess server = ServerProcess.serve(folder, PASSWORD, SHORT_REST)) {
            List<FeedServer.Feed> feeds = List.of(
                    sources.add("one", Recording.make(folder, one, seconds)),
                    sources.add("other", Recording.make(folder, other, seconds)));
            String file = kind.equals("ts") ? ".ts" : "/list.m3u8";
            FedChannel channel = FedChannel.of(
                    server, PASSWORD, List.of(sources.address("one" + file), sources.address("other" + file)));
            List<Double> gaps;
            Frames frames;
            try (Watcher watcher = new Watcher(folder, channel.address("ts"))) {
                gaps = switchOften(feeds);
                frames = watcher.stop();
            }
            frames.check(gaps, one.picture() ? 2.4 : 0, kind.equals("ts") ? 0.5 : 3);
        }
    }

    @Test
    void the_next_feed_is_open_two_and_a_half_seconds_after_the_last_good_packet() throws Exception {
        Command.needs("ffmpeg");
        try (FeedServer sources = new FeedServer();
                ServerProcess server = ServerProcess.serve(folder, PASSWORD)) {
            FeedServer.Feed one = sources.add("one", Recording.make(folder, Look.PLAIN, 60));
            FeedServer.Feed other = sources.add("other", Recording.make(folder, Look.STRANGE, 60));
            FedChannel channel =
                    FedChannel.of(server, PASSWORD, List.of(sources.address("one.ts"), sources.address("other.ts")));
            try (var viewer = Web.stream(channel.address("ts"))) {
                assertThat(viewer.readNBytes(188_000)).hasSize(188_000);
                one.stopDead();
                Thread.startVirtualThread(() -> drain(viewer));
                double gap = gap(one, other, Duration.ofSeconds(20));
                assertThat(gap).as("seconds without a packet").isBetween(0.0, 2.5);
            }
        }
    }

    private static void drain(InputStream viewer) {
        try {
            viewer.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closedByTheTest) {
            // Its end is not what is tested.
        }
    }

    /** Lets one feed die and then the other, and so on; by turns they stop dead and close. The seconds nobody sent. */
    private static List<Double> switchOften(List<FeedServer.Feed> feeds) {
        List<Double> gaps = new ArrayList<>();
        FeedServer.Feed playing = feeds.getFirst();
        await("the first feed plays")
                .atMost(Duration.ofSeconds(20))
                .until(() -> feeds.getFirst().lastSentNanos() > 0);
        for (int i = 0; i < SWITCHES; i++) {
            FeedServer.Feed next = feeds.get((i + 1) % 2);
            FeedServer.Feed dying = playing;
            await().pollDelay(PLAY).atMost(PLAY.plusSeconds(5)).until(() -> true);
            if (i % 2 == 0) {
                dying.stopDead();
            } else {
                dying.shut();
            }
            gaps.add(gap(dying, next, Duration.ofSeconds(40)));
            dying.revive();
            playing = next;
        }
        await().pollDelay(PLAY).atMost(PLAY.plusSeconds(5)).until(() -> true);
        return gaps;
    }

    /** Waits until {@code next} sends; the seconds since the last bytes of {@code dead}. */
    private static double gap(FeedServer.Feed dead, FeedServer.Feed next, Duration limit) {
        long before = next.lastSentNanos();
        await("the other feed is opened")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> next.lastSentNanos() != before);
        return (next.lastSentNanos() - dead.lastSentNanos()) / 1e9;
    }

    /** ffmpeg, decoding everything and noting the time of every frame. */
    private static final class Watcher implements AutoCloseable {
        private final Process process;
        private final Path times;
        private final Path words;
        private final long beganNanos = System.nanoTime();

        Watcher(Path folder, String address) throws IOException {
            times = Files.createTempFile(folder, "times", ".txt");
            words = Files.createTempFile(folder, "words", ".txt");
            process = new ProcessBuilder(
                            "ffmpeg -y -v error -copyts -i %s -map 0 -fps_mode passthrough -enc_time_base:v 1:90000 -f framecrc %s"
                                    .formatted(address, times)
                                    .split(" "))
                    .redirectError(words.toFile())
                    .start();
        }

        Frames stop() throws IOException, InterruptedException {
            double watched = (System.nanoTime() - beganNanos) / 1e9;
            try (OutputStream keys = process.getOutputStream()) {
                keys.write("q".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ffmpeg ends").isTrue();
            assertThat(Files.readString(words)).as("what ffmpeg says").isEmpty();
            return Frames.read(times, watched);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** When decoded frames were due, stream by stream. */
    private record Frames(List<List<Double>> streams, double watched) {
        /** Reads ffmpeg's framecrc: {@code #tb 0: 1/90000} and {@code stream, dts, pts, duration, size, sum}. */
        static Frames read(Path file, double watched) throws IOException {
            List<Double> tick = new ArrayList<>();
            List<List<Double>> streams = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("#tb ")) {
                    String[] base =
                            line.substring(line.indexOf(':') + 1).strip().split("/");
                    tick.add(Double.parseDouble(base[0]) / Double.parseDouble(base[1]));
                    streams.add(new ArrayList<>());
                } else if (!line.startsWith("#")) {
                    String[] fields = line.split(",\\s*");
                    int stream = Integer.parseInt(fields[0].strip());
                    streams.get(stream).add(Long.parseLong(fields[2].strip()) * tick.get(stream));
                }
            }
            return new Frames(streams, watched);
        }

        /**
         * @param gaps the seconds nobody sent, per switch
         * @param group the seconds until a feed's next key frame, at most
         * @param grain how unevenly a feed comes, in seconds
         */
        void check(List<Double> gaps, double group, double grain) {
            assertThat(streams).isNotEmpty();
            double silent = gaps.stream().mapToDouble(Double::doubleValue).sum();
            List<Double> longestGaps = gaps.stream().sorted(reverseOrder()).toList();
            for (List<Double> times : streams) {
                List<Double> jumps = new ArrayList<>();
                for (int i = 1; i < times.size(); i++) {
                    double step = times.get(i) - times.get(i - 1);
                    assertThat(step)
                            .as("step to frame %d of %d", i, times.size())
                            .isPositive();
                    if (step > FEW_FRAMES) {
                        jumps.add(step);
                    }
                }
                jumps.sort(reverseOrder());
                assertThat(jumps)
                        .as("jumps in frame times; nobody sent for %s", gaps)
                        .hasSizeLessThanOrEqualTo(gaps.size());
                for (int i = 0; i < jumps.size(); i++) {
                    // The longest jump against the longest gap, and so on: no jump without a gap as long.
                    assertThat(jumps.get(i))
                            .as("jumps %s; nobody sent for %s", jumps, gaps)
                            .isLessThanOrEqualTo(longestGaps.get(i));
                }
                assertThat(times.getLast() - times.getFirst())
                        .as("seconds of frames in %.1f s; nobody sent for %s", watched, gaps)
                        .isGreaterThan(watched - 10 - silent - (group + grain) * gaps.size());
            }
        }
    }
}
