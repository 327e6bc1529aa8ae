package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import masthead.access.Admission;
import masthead.studio.FakePlayer;
import masthead.studio.StreamCheck;
import masthead.tuner.Slate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalSlatesTest {
    private static final int VIDEO = 256;
    private static final String EXPIRED = "/live/olga/0lga/1.ts";
    private static final String DISABLED = "/live/dora/d0ra/1.ts";
    private static final String OFF_AIR = "/live/nora/k7Qz9x/4.ts";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // each test opens one with settings of its own
    private DoorWorld world;

    @AfterEach
    void close() {
        client.close();
        world.close();
    }

    @ParameterizedTest
    @CsvSource({EXPIRED + ", account-expired", DISABLED + ", account-disabled", OFF_AIR + ", channel-offline"})
    void a_refused_viewer_sees_why_in_real_time_and_for_as_long_as_the_settings_say(String path, String slate)
            throws IOException, InterruptedException {
        world = world("slates.length", "1s");
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = fetch(path);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("video/mp2t");
        StreamCheck check = new StreamCheck().take(answer.body());
        assertThat(check.faults()).isEmpty();
        assertThat(check.span(VIDEO) / 90_000.0).isBetween(1.5, seconds + 2.5);
        assertThat(seconds).isGreaterThan(0.9);
        assertThat(metric("masthead_slates_shown_total{slate=\"" + slate + "\"}"))
                .isEqualTo("1.0");
        await().until(() -> metric("masthead_slates_showing").equals("0.0"));
    }

    @ParameterizedTest
    @CsvSource({
        "/live/olga/wrong/1.ts, 403",
        "/live/nobody/k7Qz9x/1.ts, 403",
        "/live/nora/k7Qz9x/4711.ts, 404",
        "/live/olga/0lga/4711.ts, 404",
        "/live/olga/0lga/1.mkv, 404"
    })
    void a_stranger_and_whoever_asks_for_nothing_there_is_get_the_error(String path, int status)
            throws IOException, InterruptedException {
        world = world("slates.length", "10m");
        assertThat(fetch(path).statusCode()).isEqualTo(status);
    }

    @Test
    void who_is_shown_a_slate_has_no_seat_and_is_no_viewer() {
        world = world("slates.length", "10m");
        try (FakePlayer player = FakePlayer.tune(world.address(OFF_AIR), "no card")) {
            await().until(() -> player.bytes() > 10_000);
            assertThat(player.status()).isEqualTo(200);
            assertThat(world.access.seats().taken()).isZero();
            assertThat(world.relays.onAir()).isEmpty();
            assertThat(metric("masthead_viewers")).isEqualTo("0.0");
            assertThat(metric("masthead_slates_showing")).isEqualTo("1.0");
        }
        await().until(() -> metric("masthead_slates_showing").equals("0.0"));
    }

    @Test
    void above_the_limit_there_are_errors_until_somebody_leaves() throws IOException, InterruptedException {
        world = world("slates.length", "10m", "slates.most", "1");
        try (FakePlayer player = FakePlayer.tune(world.address(EXPIRED), "no card")) {
            await().until(() -> player.bytes() > 10_000);
            assertThat(fetch(DISABLED).statusCode()).isEqualTo(403);
            assertThat(fetch(OFF_AIR).statusCode()).isEqualTo(502);
            assertThat(metric("masthead_slates_too_many_total")).isEqualTo("2.0");
        }
        await().until(() -> metric("masthead_slates_showing").equals("0.0"));
        try (FakePlayer next = FakePlayer.tune(world.address(DISABLED), "no card")) {
            await().until(() -> next.bytes() > 10_000);
            assertThat(next.status()).isEqualTo(200);
        }
    }

    @Test
    void whoever_has_too_many_connections_is_told_so() {
        world = world();
        assertThat(RefusalSlates.of(new Admission.Full(1))).contains(Slate.TOO_MANY_CONNECTIONS);
        assertThat(RefusalSlates.of(new Admission.WrongCredentials())).isEmpty();
    }

    @Test
    void head_promises_a_stream_and_shows_nothing() {
        world = world("slates.length", "10m");
        assertThat(world.send("HEAD", EXPIRED, "").statusCode()).isEqualTo(200);
        assertThat(metric("masthead_slates_showing")).isEqualTo("0.0");
    }

    private DoorWorld world(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("slates.refusals", "true"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new DoorWorld(folder, all);
    }

    private HttpResponse<byte[]> fetch(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(world.address(path))).build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private String metric(String name) {
        return new String(world.metrics.page(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }
}
