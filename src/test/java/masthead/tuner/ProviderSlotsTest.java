package masthead.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import masthead.catalog.ProviderId;
import org.junit.jupiter.api.Test;

class ProviderSlotsTest {
    private static final ProviderId ONE = new ProviderId(1);

    private int allowed = 1;
    private final ProviderSlots slots = new ProviderSlots(provider -> allowed);
    private final List<ProviderSlots.Slot> mine = new ArrayList<>();

    @Test
    void no_more_are_given_than_the_provider_allows() {
        allowed = 2;
        slots.request(ONE, mine::add);
        slots.request(ONE, mine::add);
        slots.request(ONE, mine::add);
        assertThat(mine).hasSize(2);
        assertThat(slots.held(ONE)).isEqualTo(2);
        assertThat(slots.wanted(ONE)).isTrue();
    }

    @Test
    void who_waits_is_served_in_turn_when_one_is_freed() {
        List<String> served = new ArrayList<>();
        slots.request(ONE, mine::add);
        slots.request(ONE, slot -> served.add("first"));
        slots.request(ONE, slot -> served.add("second"));
        mine.getFirst().close();
        assertThat(served).containsExactly("first");
        assertThat(slots.held(ONE)).isEqualTo(1);
    }

    @Test
    void closing_a_slot_twice_frees_one() {
        allowed = 2;
        slots.request(ONE, mine::add);
        slots.request(ONE, mine::add);
        mine.getFirst().close();
        mine.getFirst().close();
        assertThat(slots.held(ONE)).isEqualTo(1);
    }

    @Test
    void who_leaves_the_line_is_not_served() {
        slots.request(ONE, mine::add);
        Runnable leave = slots.request(ONE, mine::add);
        leave.run();
        mine.getFirst().close();
        assertThat(mine).hasSize(1);
        assertThat(slots.held()).isZero();
    }

    @Test
    void zero_means_unlimited() {
        allowed = 0;
        for (int i = 0; i < 100; i++) {
            slots.request(ONE, mine::add);
        }
        assertThat(slots.held(ONE)).isEqualTo(100);
    }

    @Test
    void those_who_hold_one_idly_are_told_that_it_is_needed() {
        List<ProviderId> told = new ArrayList<>();
        slots.whenShort(told::add);
        slots.request(ONE, mine::add);
        assertThat(told).isEmpty();
        slots.request(ONE, mine::add);
        assertThat(told).containsExactly(ONE);
    }

    @Test
    void who_waits_is_served_when_the_provider_allows_more() {
        slots.request(ONE, mine::add);
        slots.request(ONE, mine::add);
        allowed = 2;
        slots.reconsider();
        assertThat(mine).hasSize(2);
        assertThat(slots.held(ONE)).isEqualTo(2);
    }

    /** Two accounts of one connection each, and a main one of one; what was closed settles for a second. */
    private final List<Runnable> later = new ArrayList<>();

    private final ProviderSlots pool = new ProviderSlots(
            provider ->
                    List.of(new SlotPool.Allowance(0, 1), new SlotPool.Allowance(1, 1), new SlotPool.Allowance(2, 1)),
            Duration.ofSeconds(1),
            (time, task) -> later.add(task));

    private static SlotAsk ask(Use use, int playing, boolean pooled) {
        return new SlotAsk(ONE, use, playing, pooled);
    }

    @Test
    void several_accounts_are_one_pool_and_the_first_with_a_free_connection_is_used() {
        for (int i = 1; i <= 4; i++) {
            pool.request(ask(Use.LIVE, i, true), mine::add);
        }
        assertThat(mine).extracting(ProviderSlots.Slot::account).containsExactly(0, 1, 2);
        mine.get(1).close();
        later.forEach(Runnable::run);
        assertThat(mine)
                .hasSize(4)
                .last()
                .extracting(ProviderSlots.Slot::account)
                .isEqualTo(1);
    }

    @Test
    void a_feed_that_names_no_account_gets_the_main_one_only_and_keeps_nobody_else_waiting() {
        pool.request(ask(Use.LIVE, 1, false), mine::add);
        pool.request(ask(Use.LIVE, 2, false), mine::add);
        pool.request(ask(Use.LIVE, 3, true), mine::add);
        assertThat(mine).extracting(slot -> slot.ask().playing()).containsExactly(1, 3);
        assertThat(mine).extracting(ProviderSlots.Slot::account).containsExactly(0, 1);
    }

    @Test
    void a_closed_connection_counts_until_it_has_settled() {
        for (int i = 1; i <= 4; i++) {
            pool.request(ask(Use.LIVE, i, true), mine::add);
        }
        mine.getFirst().close();
        assertThat(mine).hasSize(3);
        assertThat(pool.seen(ONE).accounts().getFirst()).isEqualTo(new ProviderSlots.AccountSeen(0, 1, 1, List.of()));
        later.forEach(Runnable::run);
        assertThat(mine).hasSize(4);
        assertThat(pool.held(ONE)).isEqualTo(3);
    }

    @Test
    void what_was_closed_while_others_were_free_counts_too_but_keeps_nobody_waiting_before_the_last() {
        ProviderSlots two = new ProviderSlots(
                provider -> List.of(new SlotPool.Allowance(0, 2)),
                Duration.ofSeconds(1),
                (time, task) -> later.add(task));
        two.request(ask(Use.LIVE, 1, false), mine::add);
        mine.getFirst().close();
        two.request(ask(Use.LIVE, 2, false), mine::add);
        assertThat(mine).hasSize(2);
        two.request(ask(Use.LIVE, 3, false), mine::add);
        assertThat(mine).as("the provider may see two already").hasSize(2);
        later.forEach(Runnable::run);
        assertThat(mine).hasSize(3);
    }

    @Test
    void who_watches_live_is_served_before_others_and_each_kind_in_turn() {
        slots.request(ONE, mine::add);
        List<String> served = new ArrayList<>();
        slots.request(ask(Use.RECORDING, 1, false), slot -> serve(served, "recording", slot));
        slots.request(ask(Use.LIVE, 2, false), slot -> serve(served, "first viewer", slot));
        slots.request(ask(Use.PROBE, 3, false), slot -> serve(served, "probe", slot));
        slots.request(ask(Use.LIVE, 4, false), slot -> serve(served, "second viewer", slot));
        mine.getFirst().close();
        assertThat(served).containsExactly("first viewer", "second viewer", "recording", "probe");
    }

    private static void serve(List<String> served, String who, ProviderSlots.Slot slot) {
        served.add(who);
        slot.close();
    }

    @Test
    void operators_see_who_holds_and_who_waits() {
        pool.request(ask(Use.LIVE, 7, false), mine::add);
        pool.request(ask(Use.MOVIE, 8, false), mine::add);
        assertThat(pool.seen(ONE))
                .isEqualTo(new ProviderSlots.PoolSeen(
                        ONE,
                        List.of(
                                new ProviderSlots.AccountSeen(0, 1, 0, List.of(new ProviderSlots.Seen(Use.LIVE, 7))),
                                new ProviderSlots.AccountSeen(1, 1, 0, List.of()),
                                new ProviderSlots.AccountSeen(2, 1, 0, List.of())),
                        List.of(new ProviderSlots.Seen(Use.MOVIE, 8))));
    }

    @Test
    void a_slot_whose_connection_is_gone_for_two_sweeps_is_freed_counted_and_given_on() {
        AtomicInteger leaked = new AtomicInteger();
        AtomicBoolean connected = new AtomicBoolean(true);
        slots.request(ONE, mine::add);
        mine.getFirst().heldWhile(connected::get);
        slots.request(ONE, mine::add);
        assertThat(slots.sweep(leaked::incrementAndGet)).isZero();
        connected.set(false);
        assertThat(slots.sweep(leaked::incrementAndGet)).isEqualTo(1);
        assertThat(mine).hasSize(1);
        assertThat(slots.sweep(leaked::incrementAndGet)).isEqualTo(1);
        assertThat(mine).as("given on").hasSize(2);
        assertThat(leaked).hasValue(1);
    }
}
