package masthead.app;

import io.prometheus.metrics.core.metrics.Counter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import masthead.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares leases with what holds them, both ways: leases whose holder is gone, and holders without a lease.
 *
 * <p>Leases are freed in the path that closes the socket; this finds the path that does not.
 */
final class LeaseSweep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeaseSweep.class);

    /**
     * A kind of lease.
     *
     * @param sweep looks at all, frees those lost, calls what it is given for each, and tells how many have no holder
     * @param leases how many there are
     * @param holders sockets that should each have one
     */
    record Kind(String name, ToIntFunction<Runnable> sweep, IntSupplier leases, IntSupplier holders) {}

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("masthead-leases").factory());
    private final Counter leaked;
    private final Metrics metrics;

    LeaseSweep(Metrics metrics) {
        this.metrics = metrics;
        this.leaked = metrics.counter(
                "masthead_leases_leaked_total", "Leases freed by the sweep: nobody held them any more.", "kind");
    }

    /** Looks at {@code kind} from now on. */
    void watch(Kind kind, Duration every) {
        leaked.initLabelValues(kind.name());
        int[] difference = {0};
        metrics.gauge(
                "masthead_" + kind.name() + "s_difference",
                "Leases without a holder and holders without a lease, as the last sweep found them.",
                () -> difference[0]);
        thread.scheduleWithFixedDelay(
                () -> difference[0] = look(kind), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @return leases without a holder, and holders without a lease */
    int look(Kind kind) {
        try {
            int dead = kind.sweep().applyAsInt(leaked.labelValues(kind.name())::inc);
            int without = Math.max(0, kind.holders().getAsInt() - kind.leases().getAsInt());
            if (dead + without > 0) {
                log.atWarn()
                        .addKeyValue("kind", kind.name())
                        .addKeyValue("leasesWithoutHolder", dead)
                        .addKeyValue("holdersWithoutLease", without)
                        .log("Leases differ from what holds them");
            }
            return dead + without;
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("kind", kind.name()).log("Could not compare the leases");
            return 0;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
