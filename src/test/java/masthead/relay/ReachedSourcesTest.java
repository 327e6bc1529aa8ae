package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.FeedId;
import masthead.catalog.FeedOrder;
import masthead.catalog.ProviderEdit;
import masthead.catalog.ProviderId;
import masthead.catalog.ReachEdit;
import masthead.config.ProxyUrl;
import masthead.studio.FakePlayer;
import masthead.studio.FakeProxy;
import masthead.studio.Moods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How channels on air reach their sources: the provider's headers, proxy and patience, and the operator's order of feeds. */
class ReachedSourcesTest {
    @TempDir
    Path folder;

    private RelayHouse house;

    @BeforeEach
    void open() {
        house = new RelayHouse(folder, Map.of("tuner.silence-timeout", "1h", "tuner.first-packet-timeout", "1h"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void the_providers_headers_are_sent_and_the_feeds_own_win() {
        ProviderId id = house.provider(0, "one", "two|Referer=http%3A%2F%2Fown.example.net%2F");
        house.panel.on("/one", Moods.live("one")).on("/two", Moods.live("two"));
        reach(
                id,
                new ReachEdit(
                        Optional.of(Map.of("referer", "http://p.example.net/", "Origin", "http://p.example.net")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        watch("one");
        watch("two");
        assertThat(house.panel.requests("/one")).singleElement().satisfies(request -> {
            assertThat(request.header("Referer")).isEqualTo("http://p.example.net/");
            assertThat(request.header("Origin")).isEqualTo("http://p.example.net");
        });
        assertThat(house.panel.requests("/two")).singleElement().satisfies(request -> {
            assertThat(request.header("Referer")).isEqualTo("http://own.example.net/");
            assertThat(request.header("Origin")).isEqualTo("http://p.example.net");
        });
    }

    @Test
    void a_channel_is_watched_through_its_providers_proxy() {
        ProviderId id = house.provider(0, "one");
        house.panel.on("/one", Moods.live("one"));
        try (FakeProxy proxy = new FakeProxy("nora:k7")) {
            reach(
                    id,
                    new ReachEdit(
                            Optional.empty(),
                            Optional.of(Optional.of(ProxyUrl.parse("socks5://nora:k7@127.0.0.1:" + proxy.port()))),
                            Optional.empty(),
                            Optional.empty()));
            watch("one");
            assertThat(proxy.asked()).containsExactly("socks5 127.0.0.1:" + house.panel.port());
        }
    }

    @Test
    void a_providers_silence_timeout_wins_over_the_setting() {
        ProviderId id = house.provider(0, "one");
        house.panel.on("/one", Moods.live("one").stallingAfter(500_000));
        reach(
                id,
                new ReachEdit(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Optional.of(Duration.ofSeconds(1)))));
        try (FakePlayer player = house.tune("one")) {
            await().until(() -> player.verdict().packets() > 100);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> house.panel.connections("/one").total() > 1);
        }
    }

    @Test
    void a_new_order_of_feeds_reaches_a_channel_that_is_on_air() {
        house.provider(0, "one");
        house.provider(0, "spare");
        house.panel.on("/one", Moods.live("one")).on("/spare", Moods.live("one"));
        try (FakePlayer player = house.tune("one")) {
            await().until(() -> player.verdict().packets() > 100);
            FeedId spare = house.channel("spare").feeds().getFirst().id();
            house.catalogs.edit(new FeedOrder(house.channel("one").id(), List.of(spare)));
            assertThat(house.panel.connections("/spare").total()).isZero(); // what is on air stays until it fails
            house.panel.on("/one", Moods.status(404));
            house.panel.hangUp();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> house.panel.connections("/spare").now() == 1);
        }
    }

    private void reach(ProviderId id, ReachEdit edit) {
        house.catalogs.edit(
                new ProviderEdit(id, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), edit));
    }

    private void watch(String name) {
        try (FakePlayer player = house.tune(name)) {
            await().until(() -> player.verdict().packets() > 100);
            assertThat(player.status()).isEqualTo(200);
        }
    }
}
