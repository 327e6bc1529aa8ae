package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import masthead.metrics.Metrics;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZapsTest {
    @Test
    void the_first_viewer_is_a_cold_zap_and_who_joins_him_a_warm_one(@TempDir Path folder) {
        try (RelayHouse house = new RelayHouse(folder, Map.of())) {
            house.panel.on("/one", Moods.live("one"));
            house.provider(0, "one");
            try (FakePlayer first = house.tune("one")) {
                await().until(() -> first.verdict().packets() > 0);
                assertThat(house.relays.zaps())
                        .extracting(ZapTimes::kind, ZapTimes::count)
                        .containsExactly(tuple("warm", 0L), tuple("cold", 1L));
                try (FakePlayer second = house.tune("one")) {
                    await().until(() -> second.verdict().packets() > 0);
                }
                assertThat(house.relays.zaps())
                        .extracting(ZapTimes::kind, ZapTimes::count)
                        .containsExactly(tuple("warm", 1L), tuple("cold", 1L));
            }
            assertThat(house.relays.zaps())
                    .allSatisfy(
                            each -> assertThat(each.median()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(10)));
            assertThat(house.metric("masthead_zap_seconds_count{kind=\"warm\"}"))
                    .endsWith(" 1");
            assertThat(house.metric("masthead_zap_seconds_bucket{kind=\"cold\",le=\"15.0\"}"))
                    .endsWith(" 1");
        }
    }

    @Test
    void a_refused_viewer_is_no_zap(@TempDir Path folder) {
        try (RelayHouse house = new RelayHouse(folder, Map.of())) {
            house.provider(0, "gone");
            try (FakePlayer player = house.tune("gone")) {
                assertThat(player.status()).isEqualTo(502);
            }
            assertThat(house.relays.zaps()).extracting(ZapTimes::count).containsExactly(0L, 0L);
        }
    }

    @Test
    void half_were_as_fast_as_the_median_and_all_but_one_of_a_hundred_as_the_99th() {
        Zaps zaps = new Zaps(new Metrics());
        for (int millis = 100; millis >= 1; millis--) {
            zaps.count(true, millis * 1_000_000L);
        }
        assertThat(zaps.seen().getFirst())
                .isEqualTo(new ZapTimes("warm", 100, Duration.ofMillis(50), Duration.ofMillis(99)));
    }

    @Test
    void the_oldest_zaps_are_forgotten() {
        Zaps zaps = new Zaps(new Metrics());
        zaps.count(false, 5_000_000_000L);
        for (int i = 0; i < 1024; i++) {
            zaps.count(false, 1_000_000);
        }
        assertThat(zaps.seen().getLast())
                .isEqualTo(new ZapTimes("cold", 1025, Duration.ofMillis(1), Duration.ofMillis(1)));
    }
}
