package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import masthead.studio.FakePanel;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import masthead.studio.TestCard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a viewer is told when a source shows no picture: a status and a reason before the first packet, never a dead 200. */
class RefusalTest {
    @TempDir
    Path folder;

    private RelayHouse house;

    @BeforeEach
    void open() {
        house = new RelayHouse(
                folder,
                Map.of(
                        "tuner.head-timeout",
                        "500ms",
                        "tuner.first-packet-timeout",
                        "500ms",
                        "relay.open-timeout",
                        "4s"));
        house.provider(0, "one");
    }

    @AfterEach
    void close() {
        house.close();
    }

    record Fault(String name, FakePanel.Mood mood, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Fault[] faults() {
        return new Fault[] {
            new Fault("404", Moods.status(404), "The source answered 404."),
            new Fault("a web page", Moods.html(), "The source sends a web page instead of a transport stream."),
            new Fault(
                    "a playlist that stays empty",
                    Moods.document("video/mp2t", "#EXTM3U\n#EXT-X-TARGETDURATION:6\n"),
                    "The source is silent."),
            new Fault(
                    "noise",
                    Moods.document("video/mp2t", "x".repeat(70_000)),
                    "The source sends something else instead of a transport stream."),
            new Fault("no answer", Moods.silent(), "The source cannot be reached: no answer in time."),
            new Fault("a reset", Moods.resetting(), "The source cannot be reached: "),
            new Fault("an empty body", Moods.document("video/mp2t", ""), "The source ended: the body ended."),
            new Fault("a head and nothing more", Moods.live("one").stallingAfter(0), "The source is silent.")
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_viewer_is_told_why_there_is_no_picture(Fault fault) throws Exception {
        house.panel.on("/one", fault.mood());
        HttpResponse<String> answer = ask();
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).startsWith(fault.reason());
        await().until(() -> house.panel.connections("/one").now() == 0);
        assertThat(house.slots.held()).isZero();
        assertThat(house.metric("masthead_viewers")).endsWith(" 0.0");
    }

    @Test
    void text_before_the_first_packet_is_skipped_and_counted() {
        house.panel.on("/one", reply -> {
            reply.head(200, "Content-Type: video/mp2t");
            reply.body("Warning: mysql_connect() on line 12\n".getBytes(StandardCharsets.UTF_8));
            TestCard card = new TestCard("one");
            for (int frame = 0; frame < 1000; frame++) {
                reply.body(card.nextFrame());
                reply.pause(Duration.ofMillis(20));
            }
        });
        try (FakePlayer player = house.tune("one")) {
            await().until(() -> player.verdict().packets() > 300);
            assertThat(player.verdict().flawless()).as("%s", player.verdict()).isTrue();
        }
        await().untilAsserted(() ->
                assertThat(house.metric("masthead_relay_skipped_bytes_total")).endsWith(" 36.0"));
    }

    @Test
    void redirects_are_followed_and_the_lists_headers_are_sent() {
        house.list(house.provider(0, "two"), "two|User-Agent=Set-Top%20Box&Referer=http%3A%2F%2Fexample.net%2F");
        house.panel.on(
                "/two",
                Moods.redirects(
                        3,
                        Moods.requiring(
                                "User-Agent",
                                "Set-Top Box",
                                Moods.requiring("Referer", "http://example.net/", Moods.live("two")))));
        try (FakePlayer player = house.tune("two")) {
            await().until(() -> player.verdict().packets() > 100);
            assertThat(player.status()).isEqualTo(200);
        }
    }

    @Test
    void a_viewer_who_leaves_while_waiting_leaves_nothing_behind() {
        house.panel.on("/one", Moods.silent());
        FakePlayer impatient = house.tune("one");
        await().until(() -> house.panel.connections("/one").now() == 1);
        impatient.close();
        await().until(() -> house.panel.connections("/one").now() == 0);
        await().until(() -> house.relays.onAir().isEmpty());
        assertThat(house.slots.held()).isZero();
    }

    private HttpResponse<String> ask() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(house.url("one"))).build(), BodyHandlers.ofString());
        }
    }
}
