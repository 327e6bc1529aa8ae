package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import masthead.studio.FakePanel;
import masthead.studio.FakePlayer;
import masthead.studio.Moods;
import masthead.studio.engine.Content;
import masthead.studio.engine.FakeEngine;
import masthead.studio.engine.Fault;
import masthead.studio.engine.Policies;
import masthead.studio.engine.Policies.DupPolicy;
import masthead.tuner.acestream.EngineState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Engines that are slow, sick or gone (docs/4-protocols/acestream.md, "Acceptance": the numbers). Times are scaled down. */
class AceFaultTest {
    private static final Content ONE = Content.marked("one");
    private static final Content TWO = Content.marked("two");
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    /** How the engines are; {@link AcePoliciesTest} has others. */
    Lab lab() {
        return Lab.USUAL;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private AceHouse house(Policies policies, int engines, Map<String, String> own, Content... contents) {
        AceHouse house = AceHouse.open(folder, lab().of(policies), engines, own, contents);
        opened.add(house);
        return house;
    }

    private AceHouse house(DupPolicy dup, Map<String, String> own) {
        return house(Policies.QUICK.withDup(dup), 1, own, ONE, TWO).channels(ONE, TWO);
    }

    private static void plays(FakePlayer player) {
        long seen = player.verdict().packets();
        await().atMost(LONG).until(() -> player.verdict().packets() > seen + 300);
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_07_data_that_comes_late_is_waited_for_longer_than_other_feeds_are(DupPolicy dup) {
        AceHouse house = house(dup, Map.of("relay.open-timeout", "500ms"));
        house.engine().fault(Fault.headerDelay(Duration.ofSeconds(3)));
        FakePlayer player = house.watch(ONE);
        plays(player);
        assertThat(player.status()).isEqualTo(200);
        assertThat(player.verdict().flawless()).isTrue();
        assertThat(house.engine().starts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_07_data_that_never_comes_is_504_in_time_and_a_stop(DupPolicy dup) {
        AceHouse house = house(dup, Map.of("acestream.head-timeout", "1s", "acestream.open-timeout", "4s"));
        house.engine().fault(Fault.headerNever());
        FakePlayer player = house.watch(ONE);
        assertThat(player.status()).isEqualTo(504);
        await().until(() ->
                house.engine().sessions().isEmpty() && house.sessions().isEmpty());
        assertThat(house.engine().stops()).isEqualTo(1);
    }

    @Test
    void case_07_a_start_that_is_never_answered_ends_in_time() {
        AceHouse house =
                house(DupPolicy.SHARE, Map.of("acestream.answer-timeout", "1s", "acestream.resolve-timeout", "0s"));
        house.engine().fault(Fault.jsonHang());
        FakePlayer player = house.watch(ONE);
        assertThat(player.status()).isEqualTo(502);
        await().until(() -> house.sessions().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_08_a_content_that_no_engine_knows_is_404_and_is_not_asked_for_again(DupPolicy dup) {
        AceHouse house = house(dup, Map.of()).channel("dead", "acestream://" + "0".repeat(40));
        FakePlayer player = house.watch("dead", ONE);
        assertThat(player.status()).isEqualTo(404);
        int starts = house.engine().starts();
        assertThat(starts).as("by both kinds of id").isEqualTo(2);
        assertThat(house.watch("dead", ONE).status()).isEqualTo(404);
        assertThat(house.engine().starts()).isEqualTo(starts);
        plays(house.watch(ONE));
    }

    @Test
    void case_08_other_errors_are_502_and_not_remembered() {
        AceHouse house = house(DupPolicy.SHARE, Map.of());
        house.engine().fault(Fault.jsonError("something else").times(1));
        assertThat(house.watch(ONE).status()).isEqualTo(502);
        plays(house.watch(ONE));
    }

    @Test
    void an_answer_that_is_none_is_502() {
        AceHouse house = house(DupPolicy.SHARE, Map.of());
        for (Fault each :
                List.of(Fault.jsonMalformed(), Fault.jsonMissingField("playback_url"), Fault.jsonStatus(500))) {
            house.engine().fault(each.times(1));
            assertThat(house.watch(ONE).status()).isEqualTo(502);
        }
        plays(house.watch(ONE));
    }

    @Test
    void an_id_that_is_of_the_other_kind_is_found_out_once() {
        AceHouse house = house(DupPolicy.SHARE, Map.of()).channel("wrong", "acestream://" + TWO.infohash());
        FakePlayer player = house.watch("wrong", TWO);
        plays(player);
        int starts = house.engine().starts();
        assertThat(starts)
                .as("one that is refused and one that works, unless the engine knows both kinds")
                .isBetween(1, 2);
        player.hangUp();
        await().until(() -> house.sessions().isEmpty());
        plays(house.watch("wrong", TWO));
        assertThat(house.engine().starts()).isEqualTo(starts + 1);
    }

    @Test
    void what_is_paid_for_lets_the_engine_rest() {
        AceHouse house = house(Policies.QUICK, 2, Map.of(), ONE).channels(ONE);
        house.engines.forEach(each -> each.fault(Fault.missingOption("proxyServer")));
        assertThat(house.watch(ONE).status()).isEqualTo(502);
        assertThat(house.starts()).isEqualTo(2);
        assertThat(house.watch(ONE).status()).isEqualTo(502);
        assertThat(house.starts()).isEqualTo(2);
        assertThat(house.relays.engines.engines())
                .allSatisfy(each -> assertThat(each.resting()).isTrue());
    }

    @Test
    void a_stream_that_is_cut_for_want_of_a_paid_option_goes_on_at_another_engine() {
        AceHouse house = house(Policies.QUICK, 2, Map.of(), ONE).channels(ONE);
        FakePlayer player = house.watch(ONE);
        plays(player);
        FakeEngine cutting = house.engines.stream()
                .filter(each -> !each.sessions().isEmpty())
                .findFirst()
                .orElseThrow();
        cutting.event(ONE, "download_stopped", Map.of("reason", "missing_option", "option", "proxyServer"));
        await().atMost(LONG).until(() -> player.verdict().runs() == 2);
        assertThat(player.ended()).isFalse();
        assertThat(cutting.sessions()).isEmpty();
        assertThat(house.relays.engines.engines())
                .anySatisfy(each -> assertThat(each.resting()).isTrue());
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_09_the_end_of_the_stream_is_no_end_for_viewers(DupPolicy dup) {
        resumesAfter(dup, Fault.eof(Duration.ofSeconds(2)).times(1));
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_09_a_reset_is_no_end_for_viewers(DupPolicy dup) {
        resumesAfter(dup, Fault.rst(Duration.ofSeconds(2)).times(1));
    }

    private void resumesAfter(DupPolicy dup, Fault fault) {
        AceHouse house = house(dup, Map.of());
        house.engine().fault(fault);
        FakePlayer player = house.watch(ONE);
        await().until(player::answered);
        await().atMost(LONG).until(() -> player.verdict().runs() == 2);
        plays(player);
        assertThat(player.ended()).isFalse();
        assertThat(player.verdict().torn()).as("%s", player.verdict()).isZero();
        assertThat(player.verdict().foreign()).isZero();
        assertThat(player.verdict().blindGaps())
                .as("goes on at a key frame with its tables")
                .isZero();
        assertThat(house.engine().starts())
                .as("opened anew at the same address")
                .isEqualTo(1);
        assertThat(house.engine().asked("/ace/r/")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_09_a_crash_is_no_end_for_viewers(DupPolicy dup) {
        AceHouse house = house(dup, Map.of());
        FakePlayer player = house.watch(ONE);
        plays(player);
        house.engine().crash(false);
        await().until(() -> !house.relays.relays.onAir().getFirst().state().equals(OnAir.State.ON_AIR));
        house.engine().restart(Duration.ofMillis(300));
        long restarted = System.nanoTime();
        await().atMost(LONG).until(() -> player.verdict().runs() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - restarted)).isLessThan(Duration.ofSeconds(5));
        plays(player);
        assertThat(player.ended()).isFalse();
        assertThat(player.verdict().torn()).as("%s", player.verdict()).isZero();
    }

    @Test
    void a_stream_that_ends_again_and_again_is_a_new_session_and_then_no_signal() {
        AceHouse house = house(DupPolicy.SHARE, Map.of());
        house.engine().fault(Fault.eof(Duration.ofSeconds(1)).times(2));
        FakePlayer player = house.watch(ONE);
        await().atMost(LONG).until(() -> house.engine().starts() == 2);
        plays(player);
        assertThat(player.ended()).isFalse();
        assertThat(house.engine().stops()).as("the first session is stopped").isEqualTo(1);
    }

    @Test
    void case_10_a_short_silence_is_waited_out() {
        AceHouse house = house(DupPolicy.SHARE, Map.of("acestream.silence-timeout", "4s"));
        house.engine()
                .fault(Fault.stall(Duration.ofSeconds(1), Duration.ofSeconds(2)).times(1));
        FakePlayer player = house.watch(ONE);
        await().atMost(LONG).until(() -> player.verdict().packets() > 2500);
        assertThat(house.engine().asked("/ace/r/")).isEqualTo(1);
        assertThat(player.verdict().runs()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_10_a_long_silence_is_ended_by_opening_anew(DupPolicy dup) {
        AceHouse house = house(dup, Map.of("acestream.silence-timeout", "2s"));
        house.engine()
                .fault(Fault.stall(Duration.ofSeconds(1), Duration.ofSeconds(60))
                        .times(1));
        FakePlayer player = house.watch(ONE);
        await().atMost(LONG).until(() -> player.verdict().runs() == 2);
        plays(player);
        assertThat(player.ended()).isFalse();
        assertThat(house.engine().starts()).isEqualTo(1);
        assertThat(house.engine().asked("/ace/r/")).isEqualTo(2);
    }

    @Test
    void case_11_after_an_engines_restart_four_channels_recover_one_after_the_other() {
        Content[] four = IntStream.range(0, 4)
                .mapToObj(each -> Content.marked("c" + each))
                .toArray(Content[]::new);
        AceHouse house = house(Policies.QUICK, 1, Map.of("acestream.settle", "800ms"), four)
                .channels(four);
        List<FakePlayer> players = List.of(four).stream().map(house::watch).toList();
        players.forEach(AceFaultTest::plays);
        int before = house.engine().starts();
        house.engine().crash(true);
        await().until(() -> house.relays.relays.onAir().stream()
                .noneMatch(each -> each.state().equals(OnAir.State.ON_AIR)));
        house.engine().restart(Duration.ZERO);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> players.stream().allMatch(each -> each.verdict().runs() == 2));
        assertThat(players).noneMatch(FakePlayer::ended);
        List<Duration> pauses = AceHouse.pauses(house.engine());
        assertThat(pauses.subList(before, pauses.size()))
                .allSatisfy(each -> assertThat(each).isGreaterThan(Duration.ofMillis(600)));
    }

    @Test
    void case_12_an_engine_that_is_down_is_avoided_and_its_sessions_move() {
        AceHouse house = house(Policies.QUICK, 2, Map.of(), ONE, TWO).channels(ONE, TWO);
        FakePlayer one = house.watch(ONE);
        plays(one);
        FakeEngine playing = house.engines.stream()
                .filter(each -> !each.sessions().isEmpty())
                .findFirst()
                .orElseThrow();
        FakeEngine other = house.engines.stream()
                .filter(each -> !each.equals(playing))
                .findFirst()
                .orElseThrow();
        playing.crash(true);
        long from = System.nanoTime();
        await().atMost(LONG).until(() -> one.verdict().runs() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
        assertThat(one.ended()).isFalse();
        plays(house.watch(TWO));
        assertThat(other.sessions()).hasSize(2);
        assertThat(house.relays.engines.engines())
                .anySatisfy(each -> assertThat(each.state()).isEqualTo(EngineState.DOWN));
    }

    @Test
    void case_16_addresses_that_name_another_host_lead_to_the_engine_all_the_same() {
        FakePanel elsewhere = new FakePanel();
        opened.add(elsewhere);
        AceHouse house = house(DupPolicy.SHARE, Map.of());
        house.engine().fault(Fault.hostInUrls("127.0.0.1:" + elsewhere.port()));
        FakePlayer player = house.watch(ONE);
        plays(player);
        player.hangUp();
        await().until(() -> house.engine().sessions().isEmpty());
        String session = house.engine().log().stream()
                .map(each -> each.path())
                .filter(each -> each.startsWith("/ace/r/"))
                .findFirst()
                .orElseThrow();
        assertThat(elsewhere.requests(session)).isEmpty();
    }

    @Test
    void case_16_a_redirect_is_not_followed() {
        AceHouse house = house(DupPolicy.SHARE, Map.of());
        house.engine().fault(Fault.redirectLoop());
        assertThat(house.watch(ONE).status()).isEqualTo(502);
        assertThat(house.engine().asked("/ace/r/")).isEqualTo(1);
        await().until(() -> house.engine().sessions().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_17_garbage_before_packets_that_come_in_odd_pieces_never_reaches_a_viewer(DupPolicy dup) {
        AceHouse house = house(dup, Map.of());
        house.engine().fault(Fault.garbagePrefix(777));
        house.engine().fault(Fault.misalignedReads());
        FakePlayer player = house.watch(ONE);
        plays(player);
        assertThat(player.verdict().startsClean()).isTrue();
        assertThat(player.verdict().flawless()).as("%s", player.verdict()).isTrue();
    }

    @Test
    void case_18_a_burst_of_half_a_minute_drops_nobody() {
        Policies burst = Policies.QUICK.withBurst(Duration.ofSeconds(30));
        AceHouse house = house(burst, 1, Map.of(), ONE).channels(ONE);
        List<FakePlayer> players =
                IntStream.range(0, 5).mapToObj(each -> house.watch(ONE)).toList();
        await().atMost(LONG)
                .until(() -> players.stream().allMatch(each -> each.verdict().packets() > 8000));
        assertThat(players)
                .allSatisfy(each -> assertThat(each.verdict().flawless())
                        .as("%s", each.verdict())
                        .isTrue());
        assertThat(house.relays.relays.onAir().getFirst().viewers()).allMatch(each -> each.jumps() == 0);
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void an_encrypted_content_is_played_as_hls(DupPolicy dup) {
        Content secret = ONE.with(new Content.Nature(true, true));
        AceHouse house = house(Policies.QUICK.withDup(dup), 1, Map.of(), secret).channels(secret);
        FakePlayer player = house.watch(secret);
        plays(player);
        assertThat(player.verdict().whole()).as("%s", player.verdict()).isTrue();
        assertThat(house.engine().asked("/ace/m/")).isPositive();
        player.hangUp();
        await().until(() ->
                house.engine().sessions().isEmpty() && house.sessions().isEmpty());
    }

    @Test
    void a_recording_is_no_channel() {
        Content film = ONE.with(new Content.Nature(false, false));
        AceHouse house = house(Policies.QUICK, 1, Map.of(), film).channels(film);
        assertThat(house.watch(film).status()).isEqualTo(502);
        await().until(() -> house.engine().sessions().isEmpty());
    }

    @Test
    void case_22_a_broadcast_that_stands_still_is_told_and_left_for_another_feed() {
        AceHouse house = house(DupPolicy.SHARE, Map.of("acestream.frozen-after", "2s"));
        house.relays.backUp("one", "two");
        house.engine()
                .fault(Fault.loop(Duration.ofSeconds(1), Duration.ofSeconds(1)).on(ONE));
        house.watch(ONE);
        await().atMost(LONG).until(() -> !house.engine().sessions(TWO).isEmpty());
        FakePlayer alone = house.watch(TWO);
        plays(alone);
    }

    @Test
    void case_22_a_broadcast_that_stands_still_goes_on_where_there_is_no_other() {
        AceHouse house = house(DupPolicy.SHARE, Map.of("acestream.frozen-after", "2s"));
        house.engine().fault(Fault.loop(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        FakePlayer player = house.watch(ONE);
        await().atMost(LONG)
                .until(() -> house.sessions().stream()
                        .anyMatch(each -> each.numbers().frozen()));
        assertThat(player.ended()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void a_channel_plays_through_the_loss_of_its_engine_by_http_and_returns(DupPolicy dup) {
        AceHouse house =
                house(dup, Map.of("relay.return-after", "2s", "relay.return-check", "500ms", "tuner.rest", "500ms"));
        house.relays.panel.on("/plain", Moods.live("one"));
        house.relays.provider(1, "plain");
        house.relays.backUp("one", "plain");
        FakePlayer player = house.watch(ONE);
        plays(player);
        assertThat(house.relays.panel.connections("/plain").total()).isZero();
        house.engine().crash(false);
        await().atMost(LONG).until(() -> player.verdict().runs() == 2);
        assertThat(house.relays.panel.connections("/plain").now()).isEqualTo(1);
        house.engine().restart(Duration.ZERO);
        await().atMost(Duration.ofSeconds(30)).until(() -> player.verdict().runs() == 3);
        assertThat(player.ended()).isFalse();
        assertThat(house.engine().sessions(ONE)).hasSize(1);
        await().until(() -> house.relays.panel.connections("/plain").now() == 0);
    }

    @Test
    void a_channel_of_http_goes_on_by_an_engine() {
        AceHouse house = house(DupPolicy.SHARE, Map.of());
        house.relays.panel.on("/plain", Moods.live("one").cutAfter(188 * 2000));
        house.relays.provider(1, "plain");
        house.relays.backUp("plain", "one");
        FakePlayer player = house.watch("plain", ONE);
        await().atMost(LONG).until(() -> player.verdict().runs() == 2);
        assertThat(player.ended()).isFalse();
        assertThat(house.engine().sessions(ONE)).hasSize(1);
    }

    @Test
    void without_an_engine_a_viewer_is_told_at_once_and_other_feeds_are_tried() {
        AceHouse house = house(DupPolicy.SHARE, Map.of());
        house.engine().crash(false);
        long from = System.nanoTime();
        assertThat(house.watch(ONE).status()).isEqualTo(502);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
        house.relays.panel.on("/plain", Moods.live("one"));
        house.relays.provider(1, "plain");
        house.relays.backUp("one", "plain");
        plays(house.watch(ONE));
    }
}
