package masthead.tuner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import masthead.catalog.Catalogs;
import masthead.catalog.Feed;
import masthead.catalog.FeedId;
import masthead.catalog.FeedKind;
import masthead.catalog.Login;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.catalog.Upkeep;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.http.Fetch;
import masthead.http.FetchFailed;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.StreamFetch;
import masthead.metrics.Metrics;
import masthead.studio.FakePanel;
import masthead.studio.FileMood;
import masthead.studio.Moods;
import masthead.studio.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOpenerTest {
    private static final byte[] FILM = FileMood.bytes(3_000_000, 1);
    private static final Duration SOON = Duration.ofMillis(100);

    @TempDir
    private Path folder;

    private final FakePanel panel = new FakePanel();
    private final Loops loops = Loops.start(2);
    private Database database;
    private ProviderId provider;
    private ProviderSlots slots;
    private Catalogs catalogs;
    private FileOpener opener;

    @BeforeEach
    void open() {
        database = Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, new Metrics());
        catalogs = new Catalogs(database, Clock.systemUTC());
        provider = catalogs.add(new NewProvider("Panel", ProviderKind.M3U, "", 1, ""))
                .id();
        slots = new ProviderSlots(any -> 1);
        HttpSettings http = TestSettings.of(HttpSettings.class, Map.of());
        TunerSettings settings = TestSettings.of(TunerSettings.class, Map.of("tuner.head-timeout", "2s"));
        opener = new FileOpener(new StreamFetch(http, loops), catalogs, slots, settings);
    }

    @AfterEach
    void close() {
        panel.close();
        loops.close();
        database.close();
    }

    private Feed film(String path) {
        return new Feed(new FeedId(1), provider, FeedKind.MOVIE, panel.url(path), Map.of("Referer", "here"));
    }

    private FileLine line(String path) {
        return opener.line(film(path), Use.MOVIE, 7, SOON).orElseThrow();
    }

    @Test
    void a_range_is_asked_for_with_the_headers_of_the_feed() throws IOException {
        panel.on("/film.mp4", FileMood.of(FILM));
        try (FileLine line = line("/film.mp4");
                Fetch.Document part = line.open(Map.of("Range", "bytes=100-199"))) {
            assertThat(part.status()).isEqualTo(206);
            assertThat(part.body().readAllBytes()).isEqualTo(Arrays.copyOfRange(FILM, 100, 200));
        }
        assertThat(panel.requests("/film.mp4").getFirst().header("Referer")).isEqualTo("here");
    }

    @Test
    void opening_again_closes_first_so_that_the_provider_sees_one_connection() throws IOException {
        panel.on("/film.mp4", FileMood.of(FILM).paced(Duration.ofMillis(20)));
        try (FileLine line = line("/film.mp4")) {
            for (int i = 0; i < 5; i++) {
                InputStream body =
                        line.open(Map.of("Range", "bytes=" + i + "-")).body();
                assertThat(body.readNBytes(1000)).isEqualTo(Arrays.copyOfRange(FILM, i, i + 1000));
            }
        }
        assertThat(panel.connections("/film.mp4").total()).isEqualTo(5);
        assertThat(panel.connections("/film.mp4").peak()).isEqualTo(1);
    }

    @Test
    void what_was_read_to_its_end_leaves_its_connection_to_the_next() throws IOException {
        try (KeepingServer server = new KeepingServer(1000)) {
            Feed film = new Feed(new FeedId(3), provider, FeedKind.MOVIE, server.url(), Map.of());
            try (FileLine line = opener.line(film, Use.MOVIE, 7, SOON).orElseThrow()) {
                for (int i = 0; i < 5; i++) {
                    try (Fetch.Document part = line.open(Map.of("Range", "bytes=0-9"))) {
                        assertThat(part.body().readAllBytes()).hasSize(10);
                    }
                }
                assertThat(server.accepted()).isEqualTo(1);
                line.open(Map.of("Range", "bytes=0-9")).close(); // not read: it cannot be used again
                try (Fetch.Document part = line.open(Map.of("Range", "bytes=0-9"))) {
                    assertThat(part.body().readAllBytes()).hasSize(10);
                }
                assertThat(server.accepted()).isEqualTo(2);
                assertThat(server.open()).isEqualTo(1);
            }
            Awaitility.await().untilAsserted(() -> assertThat(server.open()).isZero());
        }
    }

    @Test
    void a_connection_that_its_server_would_not_keep_is_opened_anew() throws IOException {
        try (KeepingServer server = new KeepingServer(2)) {
            Feed film = new Feed(new FeedId(3), provider, FeedKind.MOVIE, server.url(), Map.of());
            try (FileLine line = opener.line(film, Use.MOVIE, 7, SOON).orElseThrow()) {
                for (int i = 0; i < 7; i++) {
                    try (Fetch.Document part = line.open(Map.of("Range", "bytes=0-9"))) {
                        assertThat(part.body().readAllBytes()).hasSize(10);
                    }
                }
                assertThat(server.accepted())
                        .as("two, one on its own, two, one on its own, one")
                        .isEqualTo(5);
            }
        }
    }

    /** Answers every request with ten bytes, and keeps its connections until one more request comes than it likes. */
    private static final class KeepingServer implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger open = new AtomicInteger();
        private final int most;

        KeepingServer(int most) throws IOException {
            this.most = most;
            Thread.startVirtualThread(() -> {
                while (!listener.isClosed()) {
                    try {
                        Socket socket = listener.accept();
                        accepted.incrementAndGet();
                        open.incrementAndGet();
                        Thread.startVirtualThread(() -> answer(socket));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        private void answer(Socket socket) {
            try (socket) {
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                for (int answered = 0; answered <= most; ) {
                    String line = lines.readLine();
                    if (line == null) {
                        return;
                    }
                    if (line.isEmpty() && ++answered <= most) {
                        socket.getOutputStream().write("""
                                HTTP/1.1 206 Partial Content\r
                                Content-Range: bytes 0-9/1000\r
                                Content-Length: 10\r
                                \r
                                0123456789""".getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException gone) {
                // counted below
            } finally {
                open.decrementAndGet();
            }
        }

        String url() {
            return "http://127.0.0.1:" + listener.getLocalPort() + "/film.mp4";
        }

        int accepted() {
            return accepted.get();
        }

        int open() {
            return open.get();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    @Test
    void redirects_are_followed_anew_with_the_range() throws IOException {
        panel.on("/film.mp4", Moods.redirect(panel.url("/a.mp4"))).on("/a.mp4", FileMood.of(FILM));
        try (FileLine line = line("/film.mp4")) {
            line.open(Map.of("Range", "bytes=5-9")).close();
            panel.on("/film.mp4", Moods.redirect(panel.url("/b.mp4"))).on("/b.mp4", FileMood.of(FILM));
            try (Fetch.Document part = line.open(Map.of("Range", "bytes=10-19"))) {
                assertThat(part.body().readAllBytes()).isEqualTo(Arrays.copyOfRange(FILM, 10, 20));
            }
        }
        assertThat(panel.requests("/a.mp4").getFirst().header("Range")).isEqualTo("bytes=5-9");
    }

    @Test
    void a_film_of_a_panel_is_had_from_a_mirror_when_the_first_address_is_away() throws IOException {
        try (FakePanel mirror = new FakePanel()) {
            ProviderId account = catalogs.add(new NewProvider(
                            "Account",
                            ProviderKind.XTREAM,
                            panel.url(""),
                            0,
                            "",
                            Reach.DIRECT,
                            new Upkeep(Map.of("mirrors", mirror.url("/m")), Optional.empty()),
                            Optional.of(new Login("nora", new Secret("k7")))))
                    .id();
            panel.on("/movie/nora/k7/7.mp4", Moods.resetting());
            mirror.on("/m/movie/nora/k7/7.mp4", FileMood.of(FILM));
            Feed film = new Feed(new FeedId(2), account, FeedKind.MOVIE, "xtream:movie/7.mp4", Map.of());
            try (FileLine line = opener.line(film, Use.MOVIE, 7, SOON).orElseThrow()) {
                for (int from : new int[] {100, 2_000_000}) {
                    try (Fetch.Document part = line.begin(Map.of("Range", "bytes=" + from + "-" + (from + 99)))
                            .open()) {
                        assertThat(part.body().readAllBytes()).isEqualTo(Arrays.copyOfRange(FILM, from, from + 100));
                    }
                }
            }
            assertThat(panel.connections("/movie/nora/k7/7.mp4").total())
                    .as("once is enough")
                    .isEqualTo(1);
            assertThat(mirror.connections("/m/movie/nora/k7/7.mp4").peak()).isEqualTo(1);
            mirror.on("/m/movie/nora/k7/7.mp4", Moods.resetting());
            try (FileLine line = opener.line(film, Use.MOVIE, 7, SOON).orElseThrow()) {
                assertThatThrownBy(() -> line.open(Map.of()))
                        .as("both are away")
                        .isInstanceOf(FetchFailed.class);
            }
        }
    }

    @Test
    void a_loop_of_redirects_ends() {
        panel.on("/film.mp4", Moods.redirect(panel.url("/film.mp4")));
        try (FileLine line = line("/film.mp4");
                Fetch.Document answer = line.open(Map.of())) {
            assertThat(answer.status()).isEqualTo(302);
        }
    }

    @Test
    void a_slot_is_held_until_the_line_is_closed() {
        panel.on("/film.mp4", Moods.silent());
        FileLine line = line("/film.mp4");
        assertThat(opener.line(film("/film.mp4"), Use.MOVIE, 8, SOON)).isEmpty();
        assertThat(slots.held(provider)).isEqualTo(1);
        line.close();
        Optional<FileLine> next = opener.line(film("/film.mp4"), Use.MOVIE, 8, Duration.ofSeconds(2));
        assertThat(next).isPresent();
        next.get().close();
        Awaitility.await().untilAsserted(() -> assertThat(slots.held(provider)).isZero());
    }

    @Test
    void who_hangs_up_ends_an_opening_that_gets_no_answer() {
        panel.on("/film.mp4", Moods.silent());
        try (FileLine line = line("/film.mp4")) {
            Thread.startVirtualThread(() -> {
                Awaitility.await().until(() -> panel.connections("/film.mp4").now() == 1);
                line.hangUp();
            });
            assertThatThrownBy(() -> line.open(Map.of())).isInstanceOf(FetchFailed.class);
        }
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(panel.connections("/film.mp4").now()).isZero());
    }

    @Test
    void who_hangs_up_cuts_a_body_that_is_being_read() {
        panel.on("/film.mp4", FileMood.of(FILM).paced(Duration.ofMillis(50)));
        try (FileLine line = line("/film.mp4")) {
            InputStream body = line.open(Map.of()).body();
            Thread.startVirtualThread(() -> {
                Awaitility.await().until(() -> panel.connections("/film.mp4").now() == 1);
                line.hangUp();
            });
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }
}
