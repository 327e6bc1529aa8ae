package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmingTest {
    @TempDir
    Path folder;

    @Test
    void nothing_is_warmed_unless_it_is_wanted() {
        try (RelayHouse house = house(0, "relay.warm-neighbours", "0");
                FakePlayer player = house.tune("b")) {
            await().until(() -> player.verdict().packets() > 100);
            await().during(Duration.ofMillis(500)).until(() -> names(house).equals(List.of("b")));
        }
    }

    @Test
    void the_neighbours_of_a_watched_channel_are_on_air_before_they_are_asked_for() {
        try (RelayHouse house = house(0);
                FakePlayer player = house.tune("b")) {
            await().until(() -> onAir(house).equals(List.of("a", "b", "c")));
            try (FakePlayer next = house.tune("c")) {
                await().until(() -> next.verdict().packets() > 100);
                assertThat(next.verdict().flawless()).isTrue();
                assertThat(house.panel.connections("/c").total()).isEqualTo(1);
                assertThat(house.relays.zaps().getFirst().count()).isEqualTo(1);
            }
            assertThat(player.verdict().flawless()).isTrue();
        }
    }

    @Test
    void a_warmed_channel_that_nobody_asks_for_goes_off_the_air() {
        try (RelayHouse house = house(0, "relay.warm-time", "1s", "relay.linger", "0s");
                FakePlayer player = house.tune("b")) {
            await().until(() -> onAir(house).equals(List.of("a", "b", "c")));
            await().until(() -> names(house).equals(List.of("b")));
            await().until(() -> house.panel.connections("/a").now() == 0);
            assertThat(player.ended()).isFalse();
        }
    }

    @Test
    void a_providers_last_connection_is_never_taken() {
        try (RelayHouse house = house(3);
                FakePlayer player = house.tune("b")) {
            await().until(() -> onAir(house).equals(List.of("b", "c")));
            await().during(Duration.ofMillis(500)).until(() -> names(house).equals(List.of("b", "c")));
            assertThat(player.status()).isEqualTo(200);
        }
    }

    @Test
    void a_warmed_channel_gives_its_connection_to_a_viewer_at_once() {
        try (RelayHouse house = house(3);
                FakePlayer player = house.tune("b")) {
            await().until(() -> onAir(house).equals(List.of("b", "c")));
            try (FakePlayer other = house.tune("e");
                    FakePlayer third = house.tune("f")) {
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> other.verdict().packets() > 100
                                && third.verdict().packets() > 100);
                assertThat(names(house)).containsExactly("b", "e", "f");
                assertThat(player.ended()).isFalse();
            }
        }
    }

    @Test
    void a_warmed_channel_that_does_not_open_holds_no_viewer_up() {
        try (RelayHouse house = house(3)) {
            house.panel.on("/c", Moods.silent()); // answers, and shows nothing
            try (FakePlayer player = house.tune("b")) {
                await().until(() -> names(house).equals(List.of("b", "c")));
                try (FakePlayer other = house.tune("e");
                        FakePlayer third = house.tune("f")) {
                    await().atMost(Duration.ofSeconds(5))
                            .until(() -> other.verdict().packets() > 100
                                    && third.verdict().packets() > 100);
                }
                assertThat(player.ended()).isFalse();
            }
        }
    }

    @Test
    void there_is_a_limit_to_all_of_them_together() {
        try (RelayHouse house = house(0, "relay.warm-most", "1");
                FakePlayer player = house.tune("b")) {
            await().until(() -> onAir(house).equals(List.of("b", "c")));
            try (FakePlayer other = house.tune("e")) {
                await().until(() -> other.verdict().packets() > 100);
                await().during(Duration.ofMillis(500)).until(() -> names(house).equals(List.of("b", "c", "e")));
            }
            assertThat(player.ended()).isFalse();
        }
    }

    @Test
    void without_room_in_the_memory_of_rings_nothing_is_warmed() {
        try (RelayHouse house = house(0, "relay.memory", "20MiB", "relay.ring-size", "12MiB");
                FakePlayer player = house.tune("b")) {
            await().until(() -> player.verdict().packets() > 100);
            await().during(Duration.ofMillis(500)).until(() -> names(house).equals(List.of("b")));
        }
    }

    @Test
    void a_lingering_channel_gives_its_connection_to_a_viewer_at_once() {
        try (RelayHouse house = house(1, "relay.warm-neighbours", "0", "relay.linger", "60s")) {
            FakePlayer one = house.tune("a");
            await().until(() -> one.verdict().packets() > 100);
            one.close();
            await().until(() -> house.metric("masthead_viewers").endsWith(" 0.0"));
            assertThat(names(house)).containsExactly("a");
            try (FakePlayer two = house.tune("b")) {
                await().atMost(Duration.ofSeconds(5)).until(() -> two.verdict().packets() > 100);
            }
            await().until(() -> house.panel.connections("/a").now() == 0);
        }
    }

    /** Channels a to f of one provider, in this order; two neighbours are warmed as soon as somebody watches. */
    private RelayHouse house(int maxConnections, String... settings) {
        Map<String, String> all = new HashMap<>(
                Map.of("relay.warm-neighbours", "2", "relay.warm-after", "50ms", "relay.warm-time", "60s"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        RelayHouse house = new RelayHouse(folder, all);
        String[] names = {"a", "b", "c", "d", "e", "f"};
        for (String name : names) {
            house.panel.on("/" + name, Moods.live(name));
        }
        house.provider(maxConnections, names);
        return house;
    }

    private static List<String> names(RelayHouse house) {
        return house.relays.onAir().stream().map(OnAir::name).toList();
    }

    private static List<String> onAir(RelayHouse house) {
        return house.relays.onAir().stream()
                .filter(each -> each.state() == OnAir.State.ON_AIR)
                .map(OnAir::name)
                .toList();
    }
}
