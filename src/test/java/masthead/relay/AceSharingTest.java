package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import masthead.catalog.FeedId;
import masthead.format.acestream.AceContent;
import masthead.http.Loops;
import masthead.studio.FakePlayer;
import masthead.studio.engine.Content;
import masthead.studio.engine.Fault;
import masthead.studio.engine.LiveSession;
import masthead.studio.engine.Policies;
import masthead.studio.engine.Policies.DupPolicy;
import masthead.tuner.NoSignal;
import masthead.tuner.acestream.Tap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One session for each content, however many watch, and its end (docs/4-protocols/acestream.md, "Acceptance": the numbers).
 *
 * <p>Engines differ in what a second player of a content does to the first: what must not depend on it runs under each.
 */
class AceSharingTest {
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
        return house(Policies.QUICK.withDup(dup), 1, own, ONE, TWO);
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_01_fifty_viewers_are_one_start_and_one_reader_and_see_the_same(DupPolicy dup) {
        AceHouse house = house(dup, Map.of()).channels(ONE);
        List<FakePlayer> players =
                IntStream.range(0, 50).mapToObj(each -> house.watch(ONE)).toList();
        await().atMost(LONG)
                .until(() -> players.stream().allMatch(each -> each.verdict().packets() > 1500));
        assertThat(players)
                .allSatisfy(each -> assertThat(each.verdict().flawless())
                        .as("%s", each.verdict())
                        .isTrue());
        assertThat(house.engine().starts()).isEqualTo(1);
        assertThat(house.engine().peakReaders(ONE)).isEqualTo(1);
        players.forEach(FakePlayer::hangUp);
        await().until(() -> house.engine().sessions().isEmpty());
        assertThat(house.engine().stops()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_02_twenty_first_viewers_by_content_id_and_infohash_are_one_session(DupPolicy dup) {
        AceHouse house = house(dup, Map.of())
                .channel("id", "acestream://" + ONE.contentId())
                .channel("hash", "acestream:?infohash=" + ONE.infohash())
                .channel("magnet", "magnet:?xt=urn:btih:" + ONE.infohash())
                .channel("engine", "http://127.0.0.1:1/ace/getstream?id=" + ONE.contentId());
        List<String> names = List.of("id", "hash", "magnet", "engine");
        List<FakePlayer> players = IntStream.range(0, 20)
                .mapToObj(each -> house.watch(names.get(each % names.size()), ONE))
                .toList();
        await().atMost(LONG)
                .until(() -> players.stream().allMatch(each -> each.verdict().packets() > 1500));
        assertThat(players)
                .allSatisfy(each -> assertThat(each.verdict().flawless())
                        .as("%s", each.verdict())
                        .isTrue());
        assertThat(house.engine().starts()).isEqualTo(1);
        assertThat(house.engine().peakSessions()).isEqualTo(1);
        assertThat(house.engine().peakReaders(ONE)).isEqualTo(1);
        assertThat(house.sessions()).singleElement().satisfies(each -> {
            assertThat(each.feeds()).hasSize(4);
            assertThat(each.infohash()).contains(ONE.infohash());
        });
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_02_a_channel_that_joins_anothers_session_begins_clean_and_its_leaving_hurts_nobody(DupPolicy dup) {
        AceHouse house = house(dup, Map.of())
                .channel("first", "acestream:?infohash=" + ONE.infohash())
                .channel("second", "acestream://" + ONE.contentId());
        FakePlayer first = house.watch("first", ONE);
        await().until(() -> first.verdict().packets() > 500);
        FakePlayer second = house.watch("second", ONE);
        await().until(() -> second.verdict().packets() > 500);
        assertThat(second.verdict().flawless()).as("%s", second.verdict()).isTrue();
        first.hangUp();
        long before = second.verdict().packets();
        await().until(() -> second.verdict().packets() > before + 1000);
        assertThat(second.verdict().flawless()).as("%s", second.verdict()).isTrue();
        assertThat(house.engine().starts()).isEqualTo(1);
        assertThat(house.engine().stops()).isZero();
        second.hangUp();
        await().until(() -> house.engine().stops() == 1);
    }

    @Test
    void case_02_an_infohash_that_is_written_as_a_content_id_comes_to_the_session_there_is() {
        AceHouse house = house(DupPolicy.SHARE, Map.of())
                .channel("right", "acestream:?infohash=" + ONE.infohash())
                .channel("wrong", "acestream://" + ONE.infohash());
        oneSessionForBoth(house);
    }

    @Test
    void case_02_a_content_id_that_is_written_as_an_infohash_comes_to_the_session_there_is() {
        AceHouse house = house(DupPolicy.SHARE, Map.of())
                .channel("right", "acestream://" + ONE.contentId())
                .channel("wrong", "acestream:?infohash=" + ONE.contentId());
        oneSessionForBoth(house);
    }

    private static void oneSessionForBoth(AceHouse house) {
        FakePlayer right = house.watch("right", ONE);
        await().until(() -> right.verdict().packets() > 300);
        FakePlayer wrong = house.watch("wrong", ONE);
        await().until(() -> wrong.verdict().packets() > 300);
        assertThat(house.engine().starts())
                .as("one that works and one that is refused, unless the engine told before")
                .isBetween(1, 2);
        assertThat(house.engine().peakSessions()).isEqualTo(1);
        assertThat(house.engine().peakReaders(ONE)).isEqualTo(1);
        assertThat(right.verdict().flawless()).as("%s", right.verdict()).isTrue();
    }

    @Test
    void who_leaves_before_a_session_has_begun_leaves_none_behind() {
        AceHouse house = house(DupPolicy.SHARE, Map.of()).channels(ONE);
        Loops loops = Loops.start(1);
        opened.add(loops);
        EventLoop loop = loops.next();
        AceContent content = new AceContent(AceContent.Kind.CONTENT_ID, ONE.contentId());
        loop.submit(() -> house.relays.engines.open(content, new Deaf(loop)).run())
                .syncUninterruptibly();
        await().until(() -> house.sessions().isEmpty());
        assertThat(house.engine().starts()).isZero();
        FakePlayer player = house.watch(ONE);
        await().until(() -> player.verdict().packets() > 300);
    }

    /** Listens to nothing. */
    private record Deaf(EventLoop loop) implements Tap {
        @Override
        public Optional<FeedId> feed() {
            return Optional.empty();
        }

        @Override
        public boolean impatient() {
            return false;
        }

        @Override
        public void showsPackets() {
            // It is deaf.
        }

        @Override
        public void bytes(ByteBuf bytes) {
            // It is deaf.
        }

        @Override
        public void discontinuity() {
            // It is deaf.
        }

        @Override
        public void lost(NoSignal why) {
            // It is deaf.
        }
    }

    @Test
    void case_03_a_paused_and_a_slow_viewer_cost_the_others_nothing() {
        AceHouse house = house(DupPolicy.SHARE, Map.of()).channels(ONE);
        FakePlayer quick = house.watch(ONE);
        FakePlayer other = house.watch(ONE);
        await().until(() -> quick.verdict().packets() > 200);
        house.watch(ONE, FakePlayer.Manner.trickle(1));
        house.watch(ONE, FakePlayer.Manner.trickle(10_000));
        for (int round = 0; round < 20; round++) { // never still for longer than some 200 ms, and what it takes to look
            long seen = quick.verdict().last();
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(1))
                    .until(() -> quick.verdict().last() > seen);
        }
        await().until(() -> other.verdict().packets() > 3000);
        assertThat(quick.verdict().flawless()).as("%s", quick.verdict()).isTrue();
        assertThat(other.verdict().flawless()).as("%s", other.verdict()).isTrue();
    }

    @Test
    void case_04_a_paused_viewer_holds_up_neither_status_nor_channels_nor_the_end() {
        AceHouse house = house(DupPolicy.SHARE, Map.of()).channels(ONE, TWO);
        FakePlayer paused = house.watch(ONE, FakePlayer.Manner.trickle(1));
        await().until(paused::answered);
        FakePlayer two = house.watch(TWO);
        await().until(() -> two.verdict().packets() > 300);
        assertThat(house.sessions()).hasSize(2);
        assertThat(house.relays.relays.onAir()).hasSize(2);
        long from = System.nanoTime();
        house.relays.close();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(4));
        assertThat(house.engine().sessions()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_05_the_last_viewers_leaving_is_one_stop_after_the_grace_and_a_return_within_is_no_start(DupPolicy dup) {
        AceHouse house = house(dup, Map.of("acestream.linger", "1500ms")).channels(ONE);
        FakePlayer first = house.watch(ONE);
        await().until(() -> first.verdict().packets() > 300);
        first.hangUp();
        await().until(() -> house.relays.relays.onAir().isEmpty());
        assertThat(house.engine().stops()).isZero();
        FakePlayer back = house.watch(ONE);
        await().until(() -> back.verdict().packets() > 1500);
        assertThat(back.verdict().flawless()).as("%s", back.verdict()).isTrue();
        assertThat(house.engine().starts()).isEqualTo(1);
        assertThat(house.engine().stops()).isZero();
        back.hangUp();
        await().until(() -> house.engine().sessions().isEmpty());
        assertThat(house.engine().stops()).isEqualTo(1);
        assertThat(house.engine().isRead(ONE)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_06_a_stop_that_hangs_leaves_no_reader_and_the_next_start_works(DupPolicy dup) {
        AceHouse house = house(Policies.QUICK.withDup(dup).withIdleStop(Duration.ofSeconds(1)), 1, Map.of(), ONE)
                .channels(ONE);
        Fault hang = house.engine().fault(Fault.stopHang().times(1));
        FakePlayer first = house.watch(ONE);
        await().until(() -> first.verdict().packets() > 300);
        first.hangUp();
        await().until(() -> house.sessions().isEmpty());
        await().until(() -> !house.engine().isRead(ONE));
        house.engine().clear(hang);
        FakePlayer second = house.watch(ONE);
        await().atMost(LONG).until(() -> second.verdict().packets() > 300);
        assertThat(house.engine().stops()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_06_a_stop_that_is_refused_leaves_no_reader_and_the_next_start_works(DupPolicy dup) {
        AceHouse house = house(Policies.QUICK.withDup(dup).withIdleStop(Duration.ofSeconds(1)), 1, Map.of(), ONE)
                .channels(ONE);
        house.engine().fault(Fault.stopError("some trouble").times(1));
        FakePlayer first = house.watch(ONE);
        await().until(() -> first.verdict().packets() > 300);
        first.hangUp();
        await().until(() -> house.sessions().isEmpty());
        await().until(() -> !house.engine().isRead(ONE));
        FakePlayer second = house.watch(ONE);
        await().atMost(LONG).until(() -> second.verdict().packets() > 300);
    }

    @Test
    void case_13_twelve_channels_on_an_engine_of_four_are_four_that_play_and_eight_that_are_refused() {
        Content[] twelve = IntStream.range(0, 12)
                .mapToObj(each -> Content.marked("c" + each))
                .toArray(Content[]::new);
        AceHouse house = house(Policies.QUICK, 1, Map.of("acestream.queue-timeout", "1s"), twelve)
                .channels(twelve);
        List<FakePlayer> players = List.of(twelve).stream().map(house::watch).toList();
        await().atMost(LONG).until(() -> players.stream().allMatch(FakePlayer::answered));
        assertThat(players.stream().filter(each -> each.status() == 200)).hasSize(4);
        assertThat(players.stream().filter(each -> each.status() == 503)).hasSize(8);
        assertThat(house.engine().peakSessions()).isEqualTo(4);
    }

    @Test
    void case_13_twelve_channels_on_three_engines_are_spread() {
        Content[] twelve = IntStream.range(0, 12)
                .mapToObj(each -> Content.marked("c" + each))
                .toArray(Content[]::new);
        AceHouse house = house(Policies.QUICK, 3, Map.of(), twelve).channels(twelve);
        List<FakePlayer> players = List.of(twelve).stream().map(house::watch).toList();
        await().atMost(LONG)
                .until(() -> players.stream().allMatch(each -> each.verdict().packets() > 300));
        assertThat(house.engines)
                .allSatisfy(each -> assertThat(each.peakSessions()).isEqualTo(4));
    }

    @Test
    void a_channel_in_want_of_a_session_takes_the_place_of_one_that_lingers() {
        AceHouse house = house(DupPolicy.SHARE, Map.of("acestream.linger", "60s", "acestream.sessions-per-engine", "1"))
                .channels(ONE, TWO);
        FakePlayer one = house.watch(ONE);
        await().until(() -> one.verdict().packets() > 100);
        one.hangUp();
        FakePlayer two = house.watch(TWO);
        await().until(() -> two.verdict().packets() > 100);
        assertThat(house.engine().sessions(ONE)).isEmpty();
        assertThat(house.engine().peakSessions()).isEqualTo(1);
    }

    @Test
    void a_channel_in_want_of_a_session_takes_the_place_of_one_that_nobody_watches() {
        AceHouse house = house(DupPolicy.SHARE, Map.of("relay.linger", "60s", "acestream.sessions-per-engine", "1"))
                .channels(ONE, TWO);
        FakePlayer one = house.watch(ONE);
        await().until(() -> one.verdict().packets() > 100);
        one.hangUp();
        await().until(() -> house.relays.relays.onAir().getFirst().viewers().isEmpty());
        FakePlayer two = house.watch(TWO);
        await().until(() -> two.verdict().packets() > 100);
        assertThat(house.engine().peakSessions()).isEqualTo(1);
    }

    @Test
    void case_14_every_session_has_a_player_of_its_own() {
        AceHouse house = house(DupPolicy.SHARE, Map.of()).channels(ONE, TWO);
        Set<String> pids = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            FakePlayer one = house.watch(ONE);
            FakePlayer two = house.watch(TWO);
            await().until(() -> one.verdict().packets() > 50 && two.verdict().packets() > 50);
            house.engine().sessions().stream()
                    .map(LiveSession::pid)
                    .forEach(pid -> assertThat(pids.add(pid.orElseThrow())).isTrue());
            one.hangUp();
            two.hangUp();
            await().until(() -> house.engine().sessions().isEmpty());
        }
        assertThat(pids).hasSize(6);
    }

    @Test
    void case_21_what_a_killed_server_left_is_stopped_by_the_next_before_it_starts_the_same() throws Exception {
        AceHouse house = house(Policies.QUICK.withIdleStop(Duration.ofMinutes(5)), 1, Map.of(), ONE)
                .channels(ONE);
        FakePlayer first = house.watch(ONE);
        await().until(() -> first.verdict().packets() > 100);
        Path next = folder.resolve("next");
        java.nio.file.Files.createDirectory(next);
        await().until(() -> java.nio.file.Files.exists(folder.resolve("acestream-sessions")));
        java.nio.file.Files.copy(folder.resolve("acestream-sessions"), next.resolve("acestream-sessions"));
        LiveSession left = house.engine().sessions().getFirst();
        RelayHouse after = new RelayHouse(next, AceHouse.settings(house.engines, Map.of()));
        opened.add(after);
        await().until(() ->
                house.engine().sessions().stream().noneMatch(each -> each.key().equals(left.key())));
        await().until(() -> java.nio.file.Files.size(next.resolve("acestream-sessions")) == 0);
    }

    @Test
    void closing_stops_every_session_at_once() {
        Content[] four = IntStream.range(0, 4)
                .mapToObj(each -> Content.marked("c" + each))
                .toArray(Content[]::new);
        AceHouse house = house(Policies.QUICK, 1, Map.of("acestream.linger", "60s"), four)
                .channels(four);
        house.engine().fault(Fault.slowStop(Duration.ofMillis(700)));
        List<FakePlayer> players = List.of(four).stream().map(house::watch).toList();
        await().until(() -> players.stream().allMatch(each -> each.verdict().packets() > 50));
        players.getFirst().hangUp(); // this one lingers
        long from = System.nanoTime();
        house.relays.close();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
        assertThat(house.engine().stops()).isEqualTo(4);
        assertThat(house.engine().sessions()).isEmpty();
    }
}
