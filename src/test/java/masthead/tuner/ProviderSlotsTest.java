package masthead.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
}
