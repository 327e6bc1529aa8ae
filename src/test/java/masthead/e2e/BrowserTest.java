package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import masthead.e2e.Chromium.Library;
import masthead.e2e.Chromium.Seen;
import masthead.e2e.Recording.Look;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** mpegts.js and hls.js in a real browser: the picture moves. */
@Tag("e2e")
@SuppressWarnings("NullAway.Init") // set before all
class BrowserTest {
    private static final String PASSWORD = "sesame";
    private static final Duration LIMIT = Duration.ofSeconds(45);
    /** How long the picture must move without a stall: {@code -De2e.play=600} makes it ten minutes. */
    private static final Duration PLAY = Duration.ofSeconds(Integer.getInteger("e2e.play", 12));

    /** Some of the players and sources: {@code -De2e.case='HLS/.ts'} is one. */
    private static final Pattern CASE = Pattern.compile(System.getProperty("e2e.case", ".*"));

    private static final boolean QUICK = Boolean.getBoolean("e2e.quick");

    @TempDir
    static Path folder;

    private static Recording plain;
    private static Recording strange;

    @BeforeAll
    static void record() {
        Command.needs("ffmpeg");
        Chromium.needed();
        plain = Recording.make(folder, Look.PLAIN, (int) PLAY.toSeconds() + 120);
        strange = QUICK ? plain : Recording.make(folder, Look.STRANGE, (int) PLAY.toSeconds() + 120);
    }

    static Stream<Arguments> players() {
        return Stream.of(Library.values())
                .flatMap(library -> Stream.of(".ts", "/list.m3u8", "/master.m3u8")
                        .limit(QUICK ? 1 : 3)
                        .filter(source -> CASE.matcher(library + "/" + source).matches())
                        .map(source -> Arguments.of(library, source)));
    }

    @ParameterizedTest
    @MethodSource("players")
    void the_picture_moves_on_without_a_stall(Library library, String source) throws IOException {
        try (FeedServer sources = new FeedServer();
                ServerProcess server = ServerProcess.serve(folder.resolve("" + System.nanoTime()), PASSWORD)) {
            sources.add("one", plain);
            FedChannel channel = FedChannel.of(server, PASSWORD, List.of(sources.address("one" + source)));
            try (InputStream other = source.equals(".ts") ? onAir(channel) : InputStream.nullInputStream();
                    Chromium browser = new Chromium(folder, library, channel.address(extension(library)))) {
                Thread.startVirtualThread(() -> drain(other));
                Seen seen = browser.awaitPlayed(PLAY, LIMIT);
                assertThat(seen.errors()).isEmpty();
                assertThat(seen.stalls()).as("stalls").isZero();
                if (library == Library.HLS) {
                    // Its own three, and the age of its list, which is half a segment at the median.
                    assertThat(browser.behind(0.5))
                            .as("segments behind the live edge")
                            .isBetween(0.0, 3.6);
                }
            }
        }
    }

    /** RFC 8216 6.3.3 has a player begin three segments behind the live edge; this one is told to begin at two. */
    @Test
    void a_player_that_holds_back_two_segments_stays_less_than_three_behind() throws IOException {
        try (FeedServer sources = new FeedServer();
                ServerProcess server = ServerProcess.serve(folder.resolve("" + System.nanoTime()), PASSWORD)) {
            sources.add("one", plain);
            FedChannel channel = FedChannel.of(server, PASSWORD, List.of(sources.address("one.ts")));
            try (InputStream other = onAir(channel);
                    Chromium browser = new Chromium(folder, Library.HLS, channel.address("m3u8"), 2)) {
                Thread.startVirtualThread(() -> drain(other));
                Seen seen = browser.awaitPlayed(PLAY, LIMIT);
                assertThat(seen.errors()).isEmpty();
                assertThat(seen.stalls()).as("stalls").isZero();
                assertThat(browser.behind(0.95))
                        .as("segments behind the live edge")
                        .isBetween(0.0, 3.0);
                System.out.printf(
                        "hls.js, %d s: %d stalls, segments behind: median %.2f, p95 %.2f, most %.2f%n",
                        PLAY.toSeconds(), seen.stalls(), browser.behind(0.5), browser.behind(0.95), browser.behind(1));
            }
        }
    }

    /**
     * Somebody watches for some segments' time already. Off air a channel has one segment at first, and hls.js begins with it though
     * the next comes later than it ends: it may stand until it is far enough behind.
     */
    private static InputStream onAir(FedChannel channel) throws IOException {
        InputStream viewer = Web.stream(channel.address("ts"));
        long until = System.nanoTime() + Duration.ofSeconds(12).toNanos();
        while (System.nanoTime() < until) {
            assertThat(viewer.readNBytes(188)).hasSize(188);
        }
        return viewer;
    }

    private static void drain(InputStream viewer) {
        try {
            viewer.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closedByTheTest) {
            // Its end is not what is tested.
        }
    }

    static Stream<Arguments> playersThroughAFailover() {
        return QUICK ? players().limit(1) : players();
    }

    @ParameterizedTest
    @MethodSource("playersThroughAFailover")
    void the_picture_moves_on_after_the_feed_has_died(Library library, String source) {
        try (FeedServer sources = new FeedServer();
                ServerProcess server = ServerProcess.serve(folder.resolve("" + System.nanoTime()), PASSWORD)) {
            FeedServer.Feed dying = sources.add("one", plain);
            FeedServer.Feed next = sources.add("other", strange);
            FedChannel channel = FedChannel.of(
                    server, PASSWORD, List.of(sources.address("one" + source), sources.address("other" + source)));
            try (Chromium browser = new Chromium(folder, library, channel.address(extension(library)))) {
                browser.awaitPlayed(Duration.ofSeconds(5), LIMIT);
                dying.stopDead();
                // What was still buffered is no proof: more than three segments and the gap.
                Seen seen = browser.awaitPlayed(Duration.ofSeconds(25), LIMIT);
                assertThat(next.lastSentNanos()).as("the other feed was asked").isPositive();
                assertThat(seen.errors()).isEmpty();
            }
        }
    }

    private static String extension(Library library) {
        return library == Library.HLS ? "m3u8" : "ts";
    }
}
