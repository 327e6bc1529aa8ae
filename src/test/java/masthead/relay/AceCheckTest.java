package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import masthead.format.acestream.AceContent;
import masthead.studio.FakePlayer;
import masthead.studio.engine.Content;
import masthead.studio.engine.Fault;
import masthead.studio.engine.Policies;
import masthead.studio.engine.Policies.DupPolicy;
import masthead.tuner.acestream.Availability.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of contents: what they find, and whom they never disturb. */
class AceCheckTest {
    private static final Content ONE = Content.marked("one");
    private static final Content TWO = Content.marked("two");
    private static final Content THREE = Content.marked("three");

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

    private AceHouse house(DupPolicy dup, Map<String, String> own) {
        AceHouse house = AceHouse.open(folder, lab().of(Policies.QUICK.withDup(dup)), 1, own, ONE, TWO, THREE);
        opened.add(house);
        return house.channels(ONE, TWO, THREE);
    }

    private static Outcome check(AceHouse house, Content content) {
        return house.relays.availability.check(new AceContent(AceContent.Kind.CONTENT_ID, content.contentId()));
    }

    private static boolean plays(Outcome outcome) {
        return outcome instanceof Outcome.Checked checked && checked.check().plays();
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void case_15_a_check_of_what_is_played_asks_the_engine_nothing(DupPolicy dup) {
        AceHouse house = house(dup, Map.of("acestream.stat-interval", "10m", "acestream.health-interval", "10m"));
        FakePlayer player = house.watch(ONE);
        await().until(() -> player.verdict().packets() > 300);
        await().until(() -> house.engine().asked("/server/api") > 1); // what is asked at the first use of an engine
        int asked = house.engine().log().size();
        assertThat(plays(check(house, ONE))).isTrue();
        assertThat(plays(house.relays.availability.check(new AceContent(AceContent.Kind.INFOHASH, ONE.infohash()))))
                .isTrue();
        assertThat(house.engine().log()).hasSize(asked);
        await().until(() -> player.verdict().packets() > 1500);
        assertThat(player.verdict().flawless()).isTrue();
    }

    @Test
    void a_content_that_plays_is_seen_to_and_its_session_is_stopped() {
        AceHouse house = house(DupPolicy.SHARE, Map.of("acestream.linger", "60s"));
        assertThat(plays(check(house, ONE))).isTrue();
        await().until(() -> house.engine().sessions().isEmpty());
        assertThat(house.engine().stops()).isEqualTo(1);
    }

    @Test
    void a_session_without_data_is_no_proof() {
        AceHouse house = house(DupPolicy.SHARE, Map.of("acestream.head-timeout", "500ms"));
        house.engine().fault(Fault.headerNever());
        Outcome outcome = check(house, ONE);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Checked.class, each -> {
            assertThat(each.check().plays()).isFalse();
            assertThat(each.check().reason()).contains("no data");
        });
        await().until(() -> house.engine().sessions().isEmpty());
    }

    @Test
    void a_content_that_nobody_knows_does_not_play() {
        AceHouse house = house(DupPolicy.SHARE, Map.of());
        assertThat(plays(house.relays.availability.check(new AceContent(AceContent.Kind.CONTENT_ID, "0".repeat(40)))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080/x.acelive", "http://router.lan/x.torrent", "http://2130706433/x.acelive"})
    void a_transport_file_at_a_local_address_is_no_engines_business(String address) {
        AceHouse house = house(DupPolicy.SHARE, Map.of());
        Outcome outcome = house.relays.availability.check(new AceContent(AceContent.Kind.TRANSPORT_URL, address));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Checked.class,
                        checked -> assertThat(checked.check().reason()).contains("local network"));
        assertThat(house.starts()).isZero();
    }

    @Test
    void two_are_checked_at_once_and_a_third_has_to_come_again() {
        AceHouse house = house(DupPolicy.SHARE, Map.of());
        house.engine().fault(Fault.headerDelay(Duration.ofSeconds(2)));
        List<CompletableFuture<Outcome>> two = List.of(ONE, TWO).stream()
                .map(each -> CompletableFuture.supplyAsync(() -> check(house, each), Thread::startVirtualThread))
                .toList();
        await().until(() -> house.engine().sessions().size() == 2);
        assertThat(check(house, THREE)).isInstanceOf(Outcome.Busy.class);
        assertThat(two).allSatisfy(each -> assertThat(plays(each.join())).isTrue());
    }

    @ParameterizedTest
    @EnumSource(DupPolicy.class)
    void a_viewer_who_comes_during_a_check_watches_by_its_session(DupPolicy dup) {
        AceHouse house = house(dup, Map.of());
        house.engine().fault(Fault.headerDelay(Duration.ofSeconds(1)).times(1));
        CompletableFuture<Outcome> checking =
                CompletableFuture.supplyAsync(() -> check(house, ONE), Thread::startVirtualThread);
        await().until(() -> !house.engine().sessions().isEmpty());
        FakePlayer player = house.watch(ONE);
        assertThat(plays(checking.join())).isTrue();
        await().until(() -> player.verdict().packets() > 1000);
        assertThat(player.verdict().flawless()).isTrue();
        assertThat(house.engine().starts()).isEqualTo(1);
        assertThat(house.engine().stops()).isZero();
    }

    @Test
    void a_check_takes_no_session_that_a_viewer_has() {
        AceHouse house = house(DupPolicy.SHARE, Map.of("acestream.sessions-per-engine", "2"));
        List<FakePlayer> players = IntStream.range(0, 2)
                .mapToObj(each -> house.watch(each == 0 ? ONE : TWO))
                .toList();
        await().until(() -> players.stream().allMatch(each -> each.verdict().packets() > 100));
        assertThat(check(house, THREE)).isInstanceOf(Outcome.Busy.class);
        assertThat(house.engine().starts()).isEqualTo(2);
    }
}
