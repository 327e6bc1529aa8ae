package masthead.tuner.acestream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import masthead.config.HostPorts.HostPort;
import masthead.format.acestream.AceContent;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.Upstreams;
import masthead.studio.TestSettings;
import masthead.tuner.NoSignal;
import masthead.tuner.acestream.EnginePool.Choice;
import masthead.tuner.acestream.EnginePool.Claim;
import masthead.tuner.acestream.EnginePool.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which engine is chosen; the time is the test's own. */
class EnginePoolTest {
    private final AtomicLong nanos = new AtomicLong(Duration.ofDays(1).toNanos());
    private final Loops loops = Loops.start(1);
    private final List<Engine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        loops.close();
    }

    private EnginePool pool(int count, Map<String, String> own) {
        Map<String, String> values = new HashMap<>(Map.of("acestream.settle", "0s"));
        values.putAll(own);
        AceSettings settings = TestSettings.of(AceSettings.class, values);
        Upstreams upstreams = new Upstreams(TestSettings.of(HttpSettings.class, Map.of()), loops);
        for (int each = 0; each < count; each++) {
            EngineAddress address = new EngineAddress(new HostPort("engine" + each, 6878));
            engines.add(new Engine(address, new EngineClient(address, upstreams, settings)));
        }
        return new EnginePool(engines, settings, nanos::get);
    }

    private static AceContent content(int number) {
        return new AceContent(AceContent.Kind.INFOHASH, String.format("%040x", number));
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Claim granted(EnginePool pool, int content) {
        return ((Choice.Granted) pool.claim(content(content), Set.of())).claim();
    }

    private EngineAddress engine(int number) {
        return engines.get(number).address;
    }

    @Test
    void the_least_loaded_plays_the_next() {
        EnginePool pool = pool(3, Map.of());
        Set<EngineAddress> chosen = Set.of(
                granted(pool, 1).address(),
                granted(pool, 2).address(),
                granted(pool, 3).address());
        assertThat(chosen).hasSize(3);
        Claim fourth = granted(pool, 4);
        fourth.giveBack();
        assertThat(granted(pool, 5).address()).isEqualTo(fourth.address());
    }

    @Test
    void an_engine_that_played_it_of_late_plays_it_again() {
        EnginePool pool = pool(2, Map.of());
        Claim first = granted(pool, 1);
        first.shows();
        granted(pool, 2);
        Claim other = granted(pool, 3);
        first.giveBack();
        other.giveBack();
        assertThat(granted(pool, 1).address()).isEqualTo(first.address());
        later(Duration.ofMinutes(11));
        pool.claim(content(9), Set.of());
    }

    @Test
    void an_engine_that_failed_it_is_avoided_for_it_for_five_minutes_and_not_for_others() {
        EnginePool pool = pool(2, Map.of());
        Claim failed = granted(pool, 1);
        failed.failed("some trouble", Fault.ENGINE);
        failed.giveBack();
        Claim second = granted(pool, 1);
        assertThat(second.address()).isNotEqualTo(failed.address());
        assertThat(granted(pool, 2).address()).isEqualTo(failed.address());
        assertThat(pool.claim(content(1), Set.of(second.address()))).isInstanceOf(Choice.Granted.class);
    }

    @Test
    void one_that_cannot_be_reached_is_left_out_until_it_answers() {
        EnginePool pool = pool(2, Map.of());
        Claim gone = granted(pool, 1);
        gone.failed("connection refused", Fault.UNREACHABLE);
        gone.giveBack();
        for (int each = 10; each < 14; each++) {
            assertThat(granted(pool, each).address()).isNotEqualTo(gone.address());
        }
        Engine down = pool.engine(gone.address()).orElseThrow();
        pool.told(down, new EngineClient.Told.Yes(EngineJson.NOTHING));
        assertThat(granted(pool, 20).address()).isEqualTo(gone.address());
    }

    @Test
    void three_checks_without_an_answer_are_down_and_one_is_not() {
        EnginePool pool = pool(1, Map.of());
        Engine engine = engines.getFirst();
        EngineClient.Told nothing = new EngineClient.Told.Nothing("no answer in time", false);
        pool.told(engine, nothing);
        assertThat(pool.seen().getFirst().state()).isEqualTo(EngineState.DEGRADED);
        pool.told(engine, nothing);
        pool.told(engine, nothing);
        assertThat(pool.seen().getFirst().state()).isEqualTo(EngineState.DOWN);
        pool.told(engine, new EngineClient.Told.Yes(EngineJson.NOTHING));
        assertThat(pool.seen().getFirst().state()).isEqualTo(EngineState.HEALTHY);
    }

    @Test
    void one_without_its_network_is_chosen_last() {
        EnginePool pool = pool(2, Map.of());
        engines.forEach(each -> pool.told(each, new EngineClient.Told.Yes(EngineJson.NOTHING)));
        pool.connected(engines.getFirst(), false);
        for (int each = 0; each < 4; each++) {
            assertThat(granted(pool, each).address()).isEqualTo(engine(1));
        }
        assertThat(granted(pool, 5).address()).isEqualTo(engine(0));
    }

    @Test
    void one_without_its_network_is_so_still_when_it_answers_again() {
        EnginePool pool = pool(1, Map.of());
        Engine engine = engines.getFirst();
        pool.told(engine, new EngineClient.Told.Yes(EngineJson.NOTHING));
        pool.connected(engine, false);
        pool.told(engine, new EngineClient.Told.Nothing("no answer in time", false));
        pool.told(engine, new EngineClient.Told.Yes(EngineJson.NOTHING));
        assertThat(pool.seen().getFirst().state()).isEqualTo(EngineState.DEGRADED);
        pool.connected(engine, true);
        assertThat(pool.seen().getFirst().state()).isEqualTo(EngineState.HEALTHY);
    }

    @Test
    void a_busy_engine_settles_after_each_start_and_an_idle_one_needs_not() {
        EnginePool pool = pool(1, Map.of("acestream.settle", "5s"));
        Claim first = granted(pool, 1);
        assertThat(pool.claim(content(2), Set.of())).isInstanceOfSatisfying(Choice.Wait.class, wait -> {
            assertThat(wait.settles()).isTrue();
            assertThat(wait.time()).isEqualTo(Duration.ofSeconds(5));
        });
        later(Duration.ofSeconds(5));
        granted(pool, 2).giveBack();
        first.giveBack();
        granted(pool, 3).giveBack();
        granted(pool, 4);
    }

    @Test
    void a_full_engine_asks_for_room() {
        EnginePool pool = pool(1, Map.of("acestream.sessions-per-engine", "2"));
        AtomicInteger asked = new AtomicInteger();
        pool.whenFull(asked::incrementAndGet);
        Claim first = granted(pool, 1);
        granted(pool, 2);
        assertThat(pool.hasRoom()).isFalse();
        assertThat(pool.claim(content(3), Set.of())).isInstanceOfSatisfying(Choice.Wait.class, wait -> {
            assertThat(wait.why()).isInstanceOf(NoSignal.NoSession.class);
            assertThat(wait.settles()).isFalse();
        });
        assertThat(asked).hasValue(1);
        first.giveBack();
        granted(pool, 3);
    }

    @Test
    void five_contents_that_fail_in_a_row_let_an_engine_rest_longer_each_time() {
        EnginePool pool = pool(1, Map.of());
        for (int each = 0; each < 5; each++) {
            Claim claim = granted(pool, each);
            claim.failed("no answer in time", Fault.ENGINE);
            claim.giveBack();
        }
        assertThat(pool.seen().getFirst().resting()).isTrue();
        assertThat(pool.claim(content(7), Set.of())).isInstanceOf(Choice.None.class);
        later(Duration.ofSeconds(31));
        for (int each = 10; each < 15; each++) {
            Claim claim = granted(pool, each);
            claim.failed("no answer in time", Fault.ENGINE);
            claim.giveBack();
        }
        later(Duration.ofSeconds(31));
        assertThat(pool.claim(content(7), Set.of())).isInstanceOf(Choice.None.class);
        later(Duration.ofSeconds(31));
        granted(pool, 7);
    }

    @Test
    void one_dead_content_lets_no_engine_rest_however_often_it_fails() {
        EnginePool pool = pool(1, Map.of());
        for (int each = 0; each < 20; each++) {
            Claim claim = granted(pool, 1);
            claim.failed("no answer in time", Fault.ENGINE);
            claim.giveBack();
        }
        granted(pool, 2);
    }

    @Test
    void failures_with_a_success_between_let_no_engine_rest() {
        EnginePool pool = pool(1, Map.of());
        for (int each = 0; each < 20; each++) {
            Claim claim = granted(pool, each);
            if (each % 4 == 3) {
                claim.shows();
            } else {
                claim.failed("no answer in time", Fault.ENGINE);
            }
            claim.giveBack();
        }
        granted(pool, 99);
    }

    @Test
    void what_is_paid_for_lets_an_engine_rest_for_ten_minutes() {
        EnginePool pool = pool(1, Map.of());
        Claim claim = granted(pool, 1);
        claim.failed("proxyServer", Fault.OPTION);
        claim.giveBack();
        later(Duration.ofMinutes(9));
        assertThat(pool.claim(content(2), Set.of())).isInstanceOf(Choice.None.class);
        later(Duration.ofMinutes(2));
        granted(pool, 2);
    }

    @Test
    void one_that_was_well_a_moment_ago_is_waited_for_and_one_that_never_was_is_not() {
        EnginePool pool = pool(1, Map.of());
        Claim claim = granted(pool, 1);
        claim.failed("connection refused", Fault.UNREACHABLE);
        claim.giveBack();
        Set<EngineAddress> tried = Set.of(engine(0));
        assertThat(pool.claim(content(1), tried)).isInstanceOf(Choice.None.class);
        pool.told(engines.getFirst(), new EngineClient.Told.Yes(EngineJson.NOTHING));
        Claim again = granted(pool, 1);
        again.failed("connection refused", Fault.UNREACHABLE);
        again.giveBack();
        assertThat(pool.claim(content(1), tried)).isInstanceOf(Choice.Wait.class);
        later(Duration.ofMinutes(2));
        assertThat(pool.claim(content(1), tried)).isInstanceOf(Choice.None.class);
    }

    @Test
    void nothing_is_started_while_an_earlier_runs_session_is_being_stopped() {
        EnginePool pool = pool(1, Map.of());
        pool.leftovers(engine(0), 1);
        assertThat(pool.claim(content(1), Set.of())).isInstanceOf(Choice.Wait.class);
        pool.leftovers(engine(0), -1);
        granted(pool, 1);
    }
}
