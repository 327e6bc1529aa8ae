package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.ChannelId;
import masthead.format.mpegts.Indicator;
import masthead.studio.FakePanel;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import masthead.studio.TestCard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators are told of the streams of channels on air. */
class WatchTest {
    /** Tables twice in a second, as TR 101 290 wants them. */
    private static final TestCard.Shape GOOD = new TestCard.Shape(25, 12, 26);

    @TempDir
    Path folder;

    @Test
    void a_good_stream_is_fine_and_known_in_detail() {
        try (RelayHouse house = new RelayHouse(folder, Map.of())) {
            house.panel.on("/one", Moods.live("one").shaped(GOOD));
            house.provider(0, "one");
            try (FakePlayer player = house.tune("one")) {
                ChannelId channel = house.channel("one").id();
                await().until(() -> watchedFor(house, channel) >= 2);
                Condition condition = house.relays.condition(channel).orElseThrow();
                assertThat(condition.verdict()).isEqualTo(new Verdict.Fine());
                assertThat(condition.health().total(Indicator.CONTINUITY_COUNT_ERROR))
                        .isZero();
                assertThat(condition.health().audio()).hasSize(1);
                assertThat(condition.health().traffic().bitsPerSecond().getLast())
                        .isPositive();
                assertThat(house.metric("masthead_relays_by_verdict{verdict=\"fine\"}"))
                        .endsWith(" 1.0");
                assertThat(player.status()).isEqualTo(200);
            }
        }
    }

    @Test
    void lost_packets_are_counted_and_make_a_stream_poor() {
        try (RelayHouse house = new RelayHouse(folder, Map.of("watchdog.poor-errors", "2"))) {
            house.panel.on("/one", losing());
            house.provider(0, "one");
            try (FakePlayer player = house.tune("one")) {
                ChannelId channel = house.channel("one").id();
                await().until(() -> house.relays
                        .condition(channel)
                        .filter(each -> each.verdict().word().equals("poor"))
                        .isPresent());
                assertThat(house.relays
                                .condition(channel)
                                .orElseThrow()
                                .verdict()
                                .trouble())
                        .hasValueSatisfying(reason -> assertThat(reason).contains("lost or damaged packets"));
                assertThat(house.metric("masthead_ts_errors_total{indicator=\"Continuity_count_error\"}"))
                        .doesNotEndWith(" 0.0");
                assertThat(player.status()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_channel_that_is_not_on_air_has_no_condition() {
        try (RelayHouse house = new RelayHouse(folder, Map.of())) {
            assertThat(house.relays.condition(new ChannelId(4711))).isEqualTo(Optional.empty());
            assertThat(house.relays.onAir(new ChannelId(4711))).isEmpty();
        }
    }

    private static long watchedFor(RelayHouse house, ChannelId channel) {
        return house.relays
                .condition(channel)
                .map(each -> each.health().watched().toSeconds())
                .orElse(0L);
    }

    /** A live stream in which each picture's last video packet is lost. */
    private static FakePanel.Mood losing() {
        return reply -> {
            reply.head(200, "Content-Type: video/mp2t");
            TestCard card = new TestCard("one", reply.run(), GOOD);
            while (true) {
                byte[] frame = card.nextFrame();
                int sound = frame.length - 188;
                reply.body(frame, 0, sound - 188);
                reply.body(frame, sound, 188);
                reply.pause(Duration.ofMillis(40));
            }
        };
    }
}
