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
    private final RelaySettings settings =
            TestSettings.of(RelaySettings.class, Map.of("relay.ring-size", "10000", "relay.ring-length", "10s"));
    private final Preroll ring = new Preroll();
    private RingBudget budget = new RingBudget(Long.MAX_VALUE);
    private RingLimits limits = new RingLimits(settings, budget);
    private long number;

    @Test
    void it_starts_a_viewer_at_the_newest_key_chunk() {
        keep(true, 0);
        keep(false, 0);
        keep(true, 0);
        keep(false, 0);
        assertThat(ring.newestKey()).isEqualTo(2);
    }

    @Test
    void without_a_key_chunk_a_viewer_has_to_wait_for_one() {
        keep(false, 0);
        keep(false, 0);
        assertThat(ring.newestKey()).isEqualTo(-1);
        keep(true, 0);
        assertThat(ring.newestKey()).isEqualTo(2);
    }

    @Test
    void it_is_bounded_in_time_but_keeps_a_whole_group_of_pictures() {
        keep(true, 0);
        keep(false, 5 * SECOND);
        keep(false, 20 * SECOND);
        assertThat(ring.oldest()).as("the only group stays, however old").isZero();
        keep(true, 21 * SECOND);
        assertThat(ring.oldest()).as("of two groups the old one goes").isEqualTo(2);
    }

    @Test
    void it_is_bounded_in_bytes_always() {
        keep(true, 0);
        for (int i = 0; i < 50; i++) {
            keep(false, 0);
        }
        assertThat(ring.bytes()).isLessThanOrEqualTo(10_000);
        assertThat(ring.newestKey()).isEqualTo(-1);
        assertThat(given.stream().filter(each -> each.refCnt() > 0)).hasSize(10);
        assertThat(budget.kept()).isEqualTo(10_000);
    }

    @Test
    void when_the_budget_of_all_rings_is_spent_it_shrinks_to_one_group() {
        budget = new RingBudget(3000);
        limits = new RingLimits(settings, budget);
        keep(true, 0);
        keep(false, 0);
        keep(false, 0);
        keep(true, 0);
        assertThat(ring.oldest()).isEqualTo(2);
        assertThat(budget.kept()).isEqualTo(2000);
    }

    @Test
    void a_copy_that_follows_keeps_no_more_than_the_ring_it_follows() {
        Preroll copy = new Preroll();
        for (int i = 0; i < 100; i++) {
            Chunk chunk = chunk(i % 7 == 0, i);
            chunk.retain();
            ring.keep(chunk);
            limits.apply(ring, chunk.bornNanos());
            copy.keep(chunk);
            copy.dropBefore(ring.oldest());
            assertThat(copy.bytes()).isEqualTo(ring.bytes());
            assertThat(copy.newestKey()).isEqualTo(ring.newestKey());
        }
        copy.clear();
        assertThat(given.stream().filter(each -> each.refCnt() > 0)).hasSize(10);
    }

    @Test
    void chunks_that_lie_one_behind_the_other_in_memory_are_one_run() {
        ByteBuf slab = Unpooled.directBuffer(1000).writeZero(1000);
        int[][] pieces = {{0, 100}, {100, 50}, {150, 30}, {200, 40}, {240, 10}};
        for (int i = 0; i < pieces.length; i++) {
            ByteBuf packets = slab.retainedSlice(pieces[i][0], pieces[i][1]);
            ring.keep(new Chunk(i, packets, i == 0, false, Unpooled.EMPTY_BUFFER, 0));
        }
        slab.release();
        assertThat(ring.get(0).address()).as("direct buffers have an address").isPositive();
        assertThat(ring.runFrom(0)).isEqualTo(180);
        assertThat(ring.runFrom(1)).isEqualTo(80);
        assertThat(ring.runFrom(3)).isEqualTo(50);
        assertThat(ring.runFrom(4)).isEqualTo(10);
        ring.clear();
        assertThat(slab.refCnt()).isZero();
    }

    @Test
    void clearing_it_frees_every_chunk() {
        for (int i = 0; i < 3000; i++) {
            ring.keep(chunk(i % 3 == 0, i));
        }
        assertThat(given.stream().filter(each -> each.refCnt() > 0)).hasSize(Preroll.SLOTS);
        ring.clear();
        limits.close();
        assertThat(given).allSatisfy(each -> assertThat(each.refCnt()).isZero());
        assertThat(budget.kept()).isZero();
    }

    private void keep(boolean key, long bornNanos) {
        ring.keep(chunk(key, bornNanos));
        limits.apply(ring, bornNanos);
    }

    private Chunk chunk(boolean key, long bornNanos) {
        ByteBuf packets = Unpooled.buffer(1000).writeZero(1000);
        given.add(packets);
        return new Chunk(number++, packets, key, false, Unpooled.EMPTY_BUFFER, bornNanos);
    }
}
