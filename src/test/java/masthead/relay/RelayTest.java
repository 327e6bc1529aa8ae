package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import masthead.catalog.Channel;
import masthead.catalog.ProviderId;
import masthead.catalog.rules.Preset;
import masthead.catalog.rules.Presets;
import masthead.studio.FakePlayer;
import masthead.studio.FakePlayer.Manner;
import masthead.studio.Moods;
import masthead.studio.TestCard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayTest {
    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void a_viewer_starts_with_tables_and_a_key_frame_and_loses_nothing() {
        RelayHouse house = house(Map.of());
        house.panel.on("/one", Moods.live("one"));
        house.provider(0, "one");
        FakePlayer player = tune(house, "one");
        assertThat(player.status()).isEqualTo(200);
        assertThat(player.head().header("Content-Type")).isEqualTo("video/mp2t");
        assertThat(player.head().header("Content-Length")).isEmpty();
        await().until(() -> player.verdict().packets() > 1500);
        assertThat(player.verdict().flawless()).as("%s", player.verdict()).isTrue();
    }

    @Test
    void one_upstream_serves_any_number_of_viewers() {
        RelayHouse house = house(Map.of());
        house.panel.on("/one", Moods.live("one"));
        house.provider(0, "one");
        List<FakePlayer> players = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            players.add(tune(house, "one"));
        }
        await().until(() -> players.stream().allMatch(each -> each.verdict().packets() > 1000));
        assertThat(players)
                .allSatisfy(each -> assertThat(each.verdict().flawless()).isTrue());
        assertThat(house.panel.connections("/one").peak()).isEqualTo(1);
        assertThat(house.metric("masthead_relay_bytes_out_total")).doesNotEndWith(" 0.0");
        assertThat(house.relays.onAir()).singleElement().satisfies(onAir -> {
            assertThat(onAir.state()).isEqualTo(OnAir.State.ON_AIR);
            assertThat(onAir.bytesIn()).isPositive();
        });
    }

    @Test
    void a_viewer_who_joins_late_starts_at_the_last_key_frame_at_once() {
        RelayHouse house = house(Map.of());
        house.panel.on(
                "/one", Moods.live("one").shaped(new TestCard.Shape(25, 250, 26))); // a key frame each ten seconds
        house.provider(0, "one");
        FakePlayer first = tune(house, "one");
        await().until(() -> first.verdict().packets() > 800);
        FakePlayer late = tune(house, "one");
        // The next key frame is seconds away, so only the ring can show him one.
        await().atMost(Duration.ofSeconds(3)).until(() -> late.verdict().packets() > 800);
        assertThat(late.verdict().flawless()).isTrue();
        assertThat(late.verdict().first()).isEqualTo(first.verdict().first());
    }

    @Test
    void a_slow_viewer_jumps_to_a_key_frame_and_hurts_nobody() {
        RelayHouse house = house(Map.of("relay.ring-size", "2MiB", "relay.ring-length", "2s"));
        house.panel.on("/one", Moods.live("one").shaped(TestCard.Shape.LARGE));
        house.provider(0, "one");
        FakePlayer healthy = tune(house, "one");
        FakePlayer slow = FakePlayer.tune(house.url("one"), "one", Manner.trickle(150_000));
        opened.add(slow);
        await().atMost(Duration.ofSeconds(40)).until(() -> slow.verdict().gaps() > 0);
        assertThat(healthy.verdict().flawless()).as("%s", healthy.verdict()).isTrue();
        assertThat(slow.verdict().whole()).as("%s", slow.verdict()).isTrue();
        assertThat(house.metric("masthead_viewers_jumped_total")).isNotEqualTo("masthead_viewers_jumped_total 0.0");
    }

    @Test
    void a_viewer_who_takes_nothing_any_more_is_disconnected() {
        RelayHouse house = house(Map.of("relay.patience", "1s"));
        house.panel.on("/one", Moods.live("one").shaped(TestCard.Shape.LARGE));
        house.provider(0, "one");
        FakePlayer stuck = FakePlayer.tune(house.url("one"), "one", Manner.trickle(1));
        opened.add(stuck);
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        assertThat(house.metric("masthead_viewers_stuck_total")).endsWith(" 1.0"));
        await().until(() -> house.metric("masthead_viewers").equals("masthead_viewers 0.0"));
    }

    @Test
    void a_lost_upstream_is_opened_again_and_viewers_stay() {
        RelayHouse house = house(Map.of());
        house.panel.on("/one", Moods.live("one").cutAfter(300_001)); // in the middle of a packet
        house.provider(0, "one");
        FakePlayer player = tune(house, "one");
        await().atMost(Duration.ofSeconds(20)).until(() -> player.verdict().runs() >= 3);
        assertThat(player.ended()).as("%s", player.verdict()).isFalse();
        assertThat(player.verdict().torn()).as("%s", player.verdict()).isZero();
        assertThat(house.panel.connections("/one").peak()).isEqualTo(1);
        assertThat(house.relays.onAir().getFirst().reconnects()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_silent_upstream_counts_as_lost() {
        RelayHouse house = house(Map.of("tuner.silence-timeout", "300ms"));
        house.panel.on("/one", Moods.live("one").stallingAfter(300_000));
        house.provider(0, "one");
        FakePlayer player = tune(house, "one");
        await().atMost(Duration.ofSeconds(20)).until(() -> player.verdict().runs() >= 2);
        assertThat(player.ended()).isFalse();
    }

    @Test
    void viewers_are_let_go_when_the_upstream_does_not_come_back() {
        RelayHouse house = house(Map.of("relay.reconnect-timeout", "1s"));
        house.panel.on("/one", Moods.live("one").cutAfter(300_000));
        house.provider(0, "one");
        FakePlayer player = tune(house, "one");
        await().until(() -> player.verdict().packets() > 500);
        house.panel.on("/one", Moods.status(404));
        await().atMost(Duration.ofSeconds(15)).until(player::ended);
        await().until(() -> house.relays.onAir().isEmpty());
        assertThat(house.slots.held()).isZero();
    }

    @Test
    void a_channel_lingers_after_its_last_viewer_and_then_closes_its_upstream() {
        RelayHouse house = house(Map.of("relay.linger", "1s"));
        house.panel.on("/one", Moods.live("one"));
        house.provider(0, "one");
        FakePlayer first = tune(house, "one");
        await().until(() -> first.verdict().packets() > 100);
        first.close();
        FakePlayer back = tune(house, "one");
        await().until(() -> back.verdict().packets() > 100);
        assertThat(house.panel.connections("/one").total()).isEqualTo(1);
        back.close();
        await().until(() -> house.panel.connections("/one").now() == 0);
        assertThat(house.relays.onAir()).isEmpty();
        assertThat(house.metric("masthead_relay_ring_bytes")).endsWith(" 0.0");
    }

    @Test
    void a_provider_never_sees_more_connections_than_it_allows_and_idle_channels_make_room() {
        RelayHouse house = house(Map.of("relay.linger", "60s"));
        ProviderId provider = house.provider(1, "one", "two");
        house.panel.on("/one", Moods.live("one")).on("/two", Moods.live("two"));
        FakePlayer one = tune(house, "one");
        await().until(() -> one.verdict().packets() > 100);
        FakePlayer two = tune(house, "two"); // opened before the old one is closed, as players zap
        await().until(() -> house.slots.wanted(provider));
        assertThat(house.panel.connections("/two").total()).isZero();
        one.close();
        await().until(() -> two.verdict().packets() > 100);
        assertThat(house.panel.connections("/one").now()).isZero();
        FakePlayer again = tune(house, "one");
        two.close();
        await().until(() -> again.verdict().packets() > 100);
        assertThat(house.slots.held(provider)).isEqualTo(1);
    }

    @Test
    void a_source_that_keeps_ending_at_once_is_opened_ever_more_rarely() {
        RelayHouse house = house(Map.of());
        house.panel.on("/one", Moods.live("one").unpaced().cutAfter(400_000)); // a clip that says "account expired"
        house.provider(0, "one");
        tune(house, "one");
        await().during(Duration.ofSeconds(6))
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        house.panel.connections("/one").total() <= 7); // 0.25, 0.5, 1, 2, 4 ... seconds between them
        assertThat(house.panel.connections("/one").total()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_stream_that_halts_is_handed_over_to_its_last_whole_picture() {
        RelayHouse house = house(Map.of("tuner.read-batch", "200ms"));
        house.panel.on("/one", Moods.live("one").shaped(TestCard.Shape.LARGE).stallingAfter(188 * 10_000));
        house.provider(0, "one");
        FakePlayer player = tune(house, "one");
        // Less than a batch is left in the socket when the source falls silent; the connection stays open.
        await().atMost(Duration.ofSeconds(8)).until(() -> player.bytes() > 188 * (10_000 - 2 * 213));
        assertThat(player.verdict().flawless()).as("%s", player.verdict()).isTrue();
    }

    @Test
    void who_joins_while_the_upstream_is_lost_waits_for_its_return() {
        RelayHouse house = house(Map.of("relay.slate-after", "0s"));
        house.panel.on("/one", Moods.live("one").cutAfter(400_000));
        house.provider(0, "one");
        FakePlayer first = tune(house, "one");
        await().until(() -> first.verdict().packets() > 700);
        house.panel.on("/one", Moods.status(503));
        await().until(() -> house.relays.onAir().getFirst().state() == OnAir.State.RECONNECTING);
        FakePlayer second = tune(house, "one");
        await().during(Duration.ofSeconds(1)).until(() -> !second.answered());
        house.panel.on("/one", Moods.live("one"));
        await().atMost(Duration.ofSeconds(15)).until(() -> second.verdict().packets() > 100);
        assertThat(second.verdict().flawless()).as("%s", second.verdict()).isTrue();
    }

    @Test
    void a_full_provider_is_told_after_a_while() {
        RelayHouse house = house(Map.of("relay.open-timeout", "3s"));
        house.panel.on("/one", Moods.live("one")).on("/two", Moods.live("two"));
        house.provider(1, "one", "two");
        FakePlayer one = tune(house, "one");
        await().until(() -> one.verdict().packets() > 100);
        FakePlayer two = tune(house, "two");
        assertThat(two.status()).isEqualTo(502);
        await().untilAsserted(() ->
                assertThat(house.metric("masthead_viewers_refused_total")).endsWith(" 1.0"));
    }

    @Test
    void an_operator_can_end_a_viewer() {
        RelayHouse house = house(Map.of());
        house.panel.on("/one", Moods.live("one"));
        house.provider(0, "one");
        FakePlayer player = tune(house, "one");
        await().until(() -> player.verdict().packets() > 100);
        long id = house.relays.onAir().getFirst().viewers().getFirst().id();
        assertThat(house.relays.close(id)).isTrue();
        await().until(player::ended);
        await().until(() -> !house.relays.close(id));
    }

    @Test
    void a_channel_taken_out_of_the_catalog_goes_off_the_air() {
        RelayHouse house = house(Map.of());
        house.panel.on("/one", Moods.live("one"));
        house.provider(0, "one");
        FakePlayer player = tune(house, "one");
        await().until(() -> player.verdict().packets() > 100);
        house.catalogs.remove(house.channel("one").id());
        await().until(player::ended);
        assertThat(house.relays.onAir()).isEmpty();
    }

    @Test
    void a_channel_that_rules_rename_and_merge_goes_on_for_its_viewers_under_its_own_id() {
        RelayHouse house = house(Map.of());
        house.panel.on("/alpha", Moods.live("alpha"));
        house.panel.on("/alpha-hd", Moods.live("alpha-hd"));
        house.provider(0, "alpha", "alpha-hd");
        Channel merged = house.channel("alpha-hd");
        FakePlayer player = tune(house, "alpha-hd");
        await().until(() -> player.verdict().packets() > 100);
        house.rules.put(new Presets(Map.of(Preset.ONE_PER_NAME, Set.of(), Preset.DROP_QUALITY, Set.of())));
        Channel now = house.catalogs.current().channel(merged.id()).orElseThrow();
        assertThat(now.id()).isNotEqualTo(merged.id());
        assertThat(now.feeds()).hasSize(2);
        long seen = player.verdict().packets();
        await().until(() -> player.verdict().packets() > seen + 300);
        assertThat(player.ended()).isFalse();
        assertThat(player.verdict().flawless()).isTrue();
        assertThat(house.relays.onAir(merged.id())).isPresent();
        player.hangUp();
        await().until(() -> house.relays.onAir().isEmpty());
    }

    private RelayHouse house(Map<String, String> settings) {
        RelayHouse house = new RelayHouse(folder, settings);
        opened.add(house);
        return house;
    }

    private FakePlayer tune(RelayHouse house, String name) {
        FakePlayer player = house.tune(name);
        opened.add(player);
        return player;
    }
}
