package masthead.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import masthead.catalog.ProviderId;
import masthead.metrics.Metrics;
import masthead.tuner.ProviderSlots;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The sweep over leases, and what operators see of it. */
class LeaseSweepTest {
    private final Metrics metrics = new Metrics();
    private final ProviderSlots slots = new ProviderSlots(provider -> 1);
    private final AtomicInteger connections = new AtomicInteger();
    private final LeaseSweep.Kind kind = new LeaseSweep.Kind("slot", slots::sweep, slots::held, connections::get);

    @Test
    void a_slot_that_its_holder_forgot_is_freed_and_counted_and_seen_in_the_metrics() {
        slots.request(new ProviderId(1), slot -> slot.heldWhile(() -> false)); // and nobody closes it
        try (LeaseSweep sweep = new LeaseSweep(metrics)) {
            sweep.watch(kind, Duration.ofMillis(20));
            Awaitility.await().until(() -> slots.held() == 0);
            Awaitility.await().until(() -> page().contains("masthead_slots_difference 0.0"));
        }
        assertThat(page()).contains("masthead_leases_leaked_total{kind=\"slot\"} 1.0");
    }

    @Test
    void a_connection_without_a_slot_is_a_difference_too() {
        slots.request(new ProviderId(1), slot -> slot.heldWhile(() -> true));
        try (LeaseSweep sweep = new LeaseSweep(metrics)) {
            connections.set(1);
            assertThat(sweep.look(kind)).isZero();
            connections.set(3);
            assertThat(sweep.look(kind)).isEqualTo(2);
        }
        assertThat(slots.held()).isEqualTo(1);
    }

    private String page() {
        return new String(metrics.page(), StandardCharsets.UTF_8);
    }
}
