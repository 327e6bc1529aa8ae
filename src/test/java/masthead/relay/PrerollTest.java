package masthead.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.Test;

class PrerollTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<ByteBuf> given = new ArrayList<>();
    private long number;

    @Test
    void it_starts_a_viewer_at_the_newest_key_chunk() {
        Preroll ring = ring(new RingBudget(Long.MAX_VALUE));
        keep(ring, true, 0);
        keep(ring, false, 0);
        keep(ring, true, 0);
        keep(ring, false, 0);
        assertThat(ring.start()).isEqualTo(2);
    }

    @Test
    void without_a_key_chunk_it_starts_at_the_newest() {
        Preroll ring = ring(new RingBudget(Long.MAX_VALUE));
        keep(ring, false, 0);
        keep(ring, false, 0);
        assertThat(ring.start()).isEqualTo(1);
    }

    @Test
    void it_is_bounded_in_time_but_keeps_a_whole_group_of_pictures() {
        Preroll ring = ring(new RingBudget(Long.MAX_VALUE));
        keep(ring, true, 0);
        keep(ring, false, 5 * SECOND);
        keep(ring, false, 20 * SECOND);
        assertThat(ring.oldest()).as("the only group stays, however old").isZero();
        keep(ring, true, 21 * SECOND);
        assertThat(ring.oldest()).as("of two groups the old one goes").isEqualTo(2);
    }

    @Test
    void it_is_bounded_in_bytes_always() {
        Preroll ring = ring(new RingBudget(Long.MAX_VALUE));
        keep(ring, true, 0);
        for (int i = 0; i < 50; i++) {
            keep(ring, false, 0);
        }
        assertThat(ring.bytes()).isLessThanOrEqualTo(10_000);
        assertThat(ring.start()).isEqualTo(50);
        assertThat(given.stream().filter(each -> each.refCnt() > 0)).hasSize(10);
    }

    @Test
    void when_the_budget_of_all_rings_is_spent_it_shrinks_to_one_group() {
        RingBudget budget = new RingBudget(3000);
        Preroll ring = ring(budget);
        keep(ring, true, 0);
        keep(ring, false, 0);
        keep(ring, true, 0);
        assertThat(ring.oldest()).isEqualTo(1);
        assertThat(budget.kept()).isEqualTo(2000);
    }

    @Test
    void clearing_it_frees_every_chunk() {
        RingBudget budget = new RingBudget(Long.MAX_VALUE);
        Preroll ring = ring(budget);
        for (int i = 0; i < 2000; i++) {
            keep(ring, i % 3 == 0, i);
        }
        ring.clear();
        assertThat(given).allSatisfy(each -> assertThat(each.refCnt()).isZero());
        assertThat(budget.kept()).isZero();
    }

    private static Preroll ring(RingBudget budget) {
        RelaySettings settings =
                TestSettings.of(RelaySettings.class, Map.of("relay.ring-size", "10000", "relay.ring-length", "10s"));
        return new Preroll(settings, budget);
    }

    private void keep(Preroll ring, boolean key, long bornNanos) {
        ByteBuf packets = Unpooled.buffer(1000).writeZero(1000);
        given.add(packets);
        ring.keep(new Chunk(number++, packets, key, Unpooled.EMPTY_BUFFER, bornNanos));
    }
}
