package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import masthead.e2e.Recording.Look;
import masthead.studio.FakePlayer;
import masthead.studio.engine.Content;
import masthead.studio.engine.FakeEngine;
import masthead.studio.engine.Policies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AceStream engines that die while players watch: ffmpeg must not notice but that the picture stands for a moment. */
@Tag("e2e")
class EngineLossTest {
    private static final String PASSWORD = "sesame";
    private static final Content CARD = Content.card("one");
    private static final Content MARKED = Content.marked("one");
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final FakeEngine first = new FakeEngine(Policies.QUICK).add(CARD);
    private final FakeEngine second = new FakeEngine(FakeEngine.Setup.USUAL.seeded(2)).add(CARD);
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(first, second));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private ServerProcess serve(Map<String, String> settings) {
        ServerProcess server = ServerProcess.serve(folder, PASSWORD, settings);
        opened.add(server);
        return server;
    }

    private Watcher watch(String address) throws IOException {
        Watcher watcher = new Watcher(folder, address);
        opened.add(watcher);
        return watcher;
    }

    @Test
    void fifty_viewers_are_one_session_and_one_reader() {
        try (FakeEngine engine = new FakeEngine().add(MARKED)) {
            ServerProcess server = serve(Map.of("MASTHEAD_ACESTREAM_ENGINES", engine.address()));
            Web.operate("POST", server.address() + "/api/subscribers", PASSWORD, """
                    {"username":"many","password":"many","maxConnections":100}""");
            String address = server.address().replace("localhost", "127.0.0.1") + "/ace/many/many/getstream?id="
                    + MARKED.contentId();
            List<FakePlayer> players = new ArrayList<>();
            for (int each = 0; each < 50; each++) {
                FakePlayer player = FakePlayer.tune(address, "one");
                opened.add(player);
                players.add(player);
            }
            await().atMost(LONG)
                    .until(() ->
                            players.stream().allMatch(each -> each.verdict().packets() > 1000));
            assertThat(players).allMatch(each -> each.verdict().flawless());
            assertThat(engine.starts()).isEqualTo(1);
            assertThat(engine.peakSessions()).isEqualTo(1);
            assertThat(engine.peakReaders(MARKED)).isEqualTo(1);
        }
    }

    @Test
    void an_engine_that_is_killed_is_replaced_by_another_and_ffmpeg_says_nothing() throws Exception {
        Command.needs("ffmpeg");
        ServerProcess server = serve(Map.of("MASTHEAD_ACESTREAM_ENGINES", first.address() + "," + second.address()));
        FedChannel channel = FedChannel.of(server, PASSWORD, List.of("acestream://" + CARD.contentId()));
        Watcher watcher = watch(channel.address("ts"));
        await().atMost(LONG).until(() -> first.isRead(CARD) || second.isRead(CARD));
        FakeEngine playing = first.isRead(CARD) ? first : second;
        FakeEngine other = playing == first ? second : first;
        await().pollDelay(Duration.ofSeconds(6)).atMost(LONG).until(() -> true);

        playing.crash(true);

        await().atMost(Duration.ofSeconds(5).plus(Policies.QUICK.live().prebuffer()))
                .until(() -> other.isRead(CARD));
        await().pollDelay(Duration.ofSeconds(6)).atMost(LONG).until(() -> true);
        assertThat(watcher.lives()).isTrue();
        watcher.stopSilent();
        assertThat(other.peakReaders(CARD)).isEqualTo(1);
    }

    @Test
    void a_channel_plays_its_http_feed_while_the_engine_is_lost_and_returns() throws Exception {
        Command.needs("ffmpeg");
        try (FeedServer sources = new FeedServer()) {
            FeedServer.Feed web = sources.add("web", Recording.make(folder, Look.STRANGE, 120));
            ServerProcess server = serve(Map.of(
                    "MASTHEAD_ACESTREAM_ENGINES", first.address(),
                    "MASTHEAD_RELAY_RETURN_AFTER", "5s",
                    "MASTHEAD_TUNER_REST", "1s",
                    "MASTHEAD_TUNER_LONGEST_REST", "2s"));
            FedChannel channel = FedChannel.of(
                    server, PASSWORD, List.of("acestream://" + CARD.contentId(), sources.address("web.ts")));
            Watcher watcher = watch(channel.address("ts"));
            await().atMost(LONG).until(() -> first.isRead(CARD));
            await().pollDelay(Duration.ofSeconds(6)).atMost(LONG).until(() -> true);

            first.crash(false);

            await().atMost(LONG).until(() -> web.lastSentNanos() > 0);
            await().pollDelay(Duration.ofSeconds(3)).atMost(LONG).until(() -> true);
            first.restart(Duration.ZERO);
            await().atMost(Duration.ofSeconds(60)).until(() -> first.isRead(CARD));
            await().pollDelay(Duration.ofSeconds(6)).atMost(LONG).until(() -> true);
            assertThat(watcher.lives()).isTrue();
            watcher.stopSilent();
        }
    }

    /** ffmpeg, decoding everything for as long as it may. */
    private static final class Watcher implements AutoCloseable {
        private final Process process;
        private final Path words;

        Watcher(Path folder, String address) throws IOException {
            words = Files.createTempFile(folder, "words", ".txt");
            process = new ProcessBuilder("ffmpeg", "-v", "error", "-i", address, "-map", "0", "-f", "null", "-")
                    .redirectError(words.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        boolean lives() {
            return process.isAlive();
        }

        void stopSilent() throws IOException, InterruptedException {
            process.getOutputStream().write('q');
            process.getOutputStream().flush();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ffmpeg ends").isTrue();
            assertThat(Files.readString(words)).as("what ffmpeg says").isEmpty();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
