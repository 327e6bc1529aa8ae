package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One budget for all rings. */
class RingBudgetTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "8192, 4096, 2048", // a quarter of the machine
        "65536, 1024, 768", // no more than Java allows, with a quarter left for connections
        "512, 256, 128",
        "0, 0, 1" // a machine that tells nothing
    })
    void without_a_setting_it_suits_the_machine(long machine, long direct, long budget) {
        assertThat(RingBudget.automatic(machine * MIB, direct * MIB)).isEqualTo(budget * MIB);
    }

    @Test
    void it_is_within_what_this_java_may_take() {
        assertThat(RingBudget.automatic()).isBetween(MIB, RingBudget.mostDirect());
    }

    @Test
    void the_operators_word_wins() {
        RelaySettings settings = TestSettings.of(RelaySettings.class, Map.of("relay.memory", "5MiB"));
        assertThat(RingBudget.of(settings).limit()).isEqualTo(5 * MIB);
        assertThat(RingBudget.of(TestSettings.of(RelaySettings.class, Map.of())).limit())
                .isEqualTo(RingBudget.automatic());
    }

    @Test
    void when_it_is_spent_a_further_channel_is_refused_with_a_reason_and_counted(@TempDir Path folder)
            throws Exception {
        try (RelayHouse house = new RelayHouse(folder, Map.of("relay.memory", "1KiB"))) {
            house.panel.on("/one", Moods.live("one")).on("/two", Moods.live("two"));
            house.provider(0, "one", "two");
            try (FakePlayer first = house.tune("one")) {
                await().until(() -> first.verdict().packets() > 300);
                try (HttpClient client = HttpClient.newHttpClient()) {
                    HttpRequest request =
                            HttpRequest.newBuilder(URI.create(house.url("two"))).build();
                    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                    assertThat(answer.statusCode()).isEqualTo(502);
                    assertThat(answer.body()).contains("the memory for channels (relay.memory) is used up");
                }
                assertThat(house.relays.onAir()).hasSize(1);
                assertThat(house.metric("masthead_viewers_refused_total")).endsWith(" 1.0");
                long packets = first.verdict().packets();
                await().until(() -> first.verdict().packets() > packets + 300);
                // With a ring of one chunk he may have to jump where the machine is busy, but to a key frame.
                assertThat(first.verdict().whole()).as("%s", first.verdict()).isTrue();
            }
        }
    }
}
