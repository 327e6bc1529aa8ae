package masthead.alerts;

import io.prometheus.metrics.core.metrics.Counter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import masthead.catalog.NoSuchEntry;
import masthead.database.Database;
import masthead.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is on its way to webhooks: kept in the database until it is there or given up.
 *
 * <p>One at a time for each webhook, on a thread of its own: one that is dead holds up nobody but itself. {@link #put} and {@link #look} are
 * called on the room's thread.
 */
final class Deliveries implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    private static final long CLOSE_PATIENCE_MILLIS = 500;

    private final Database database;
    private final WebhookTable table;
    private final Courier courier;
    private final AlertSettings settings;
    private final Clock clock;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-", 0).factory());
    private final Set<WebhookId> busy = ConcurrentHashMap.newKeySet();
    private volatile Backoff backoff;
    private volatile Counts counts = new Counts(new Metrics());
    private volatile Instant soonest = Instant.MIN;
    private volatile int waiting;
    private volatile boolean closed;

    /** What is counted. */
    private record Counts(Counter attempts, Counter dropped) {
        Counts(Metrics metrics) {
            this(
                    metrics.counter(
                            "masthead_webhook_attempts_total",
                            "Tries to send an alert to a webhook, by how they ended: delivered, failed, given-up.",
                            "outcome"),
                    metrics.counter(
                            "masthead_webhook_alerts_dropped_total",
                            "Alerts dropped because alerts.waiting of them waited for the same webhook."));
        }
    }

    Deliveries(Database database, WebhookTable table, Courier courier, AlertSettings settings, Clock clock) {
        this.database = database;
        this.table = table;
        this.courier = courier;
        this.settings = settings;
        this.clock = clock;
        backoff = new Backoff(settings.firstPause(), settings.longestPause(), Math::random);
    }

    /** Counts from now on. */
    Deliveries measured(Metrics metrics) {
        counts = new Counts(metrics);
        metrics.gauge("masthead_webhook_alerts_waiting", "Alerts that wait to be sent to a webhook.", () -> waiting);
        return this;
    }

    /** Waits by other rules from now on; for tests. */
    void waits(Backoff other) {
        backoff = other;
    }

    /** Lays {@code alert} down for every webhook that wants it. */
    void put(Alert alert) {
        int dropped = database.write(handle -> {
            int over = 0;
            for (Webhook each : table.all(handle)) {
                if (each.terms().enabled() && each.terms().events().contains(alert.occasion())) {
                    DeliveryTable.add(handle, each.id(), alert, alert.at());
                    over += DeliveryTable.bound(handle, each.id(), settings.waiting());
                }
            }
            return over;
        });
        counts.dropped.inc(dropped);
        soonest = Instant.MIN;
    }

    /**
     * Begins to send what is due.
     *
     * @param after runs when one has ended, on its thread
     */
    void look(Runnable after) {
        Instant now = clock.instant();
        if (closed || now.isBefore(soonest)) {
            return;
        }
        List<DeliveryTable.Delivery> due = database.read(handle -> {
            waiting = DeliveryTable.count(handle);
            soonest = DeliveryTable.next(handle).orElse(Instant.MAX);
            return DeliveryTable.due(handle, now);
        });
        for (DeliveryTable.Delivery each : due) {
            if (busy.add(each.webhook())) {
                threads.execute(() -> {
                    try {
                        send(each);
                    } catch (NoSuchEntry gone) {
                        log.atDebug().addKeyValue("webhook", each.webhook()).log("Removed meanwhile");
                    } catch (RuntimeException e) {
                        broken(each, e);
                    } finally {
                        busy.remove(each.webhook());
                        soonest = Instant.MIN;
                        after.run();
                    }
                });
            }
        }
    }

    private void send(DeliveryTable.Delivery delivery) {
        Webhook.Sent sent = courier.carry(delivery.webhook(), delivery.occasion(), delivery.body());
        if (closed) {
            return; // it is sent again after the next start
        }
        int attempts = delivery.attempts() + 1;
        if (sent.good()) {
            counts.attempts.labelValues("delivered").inc();
            database.change(handle -> DeliveryTable.remove(handle, delivery.id()));
        } else if (attempts < settings.attempts()) {
            counts.attempts.labelValues("failed").inc();
            Instant due = clock.instant().plus(backoff.after(attempts));
            database.change(handle -> DeliveryTable.again(handle, delivery.id(), attempts, due));
        } else {
            counts.attempts.labelValues("given-up").inc();
            database.change(handle -> DeliveryTable.remove(handle, delivery.id()));
            log.atWarn()
                    .addKeyValue("webhook", delivery.webhook())
                    .addKeyValue("event", delivery.occasion().word())
                    .addKeyValue("attempts", attempts)
                    .addKeyValue("result", sent.result())
                    .log("An alert could not be sent, and is given up");
        }
    }

    /** A fault of ours or of the database: nothing is lost, and it is not tried at once again. */
    private void broken(DeliveryTable.Delivery delivery, RuntimeException why) {
        if (!closed) {
            log.atError()
                    .setCause(why)
                    .addKeyValue("webhook", delivery.webhook())
                    .log("Sending an alert failed");
            Instant due = clock.instant().plus(backoff.after(1));
            database.change(handle -> DeliveryTable.again(handle, delivery.id(), delivery.attempts(), due));
        }
    }

    /** Breaks off what is being sent: it stays, to be sent after the next start. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                log.atWarn().log("Webhooks under way did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
