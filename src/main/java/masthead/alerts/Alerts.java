package masthead.alerts;

import io.prometheus.metrics.core.metrics.Counter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import masthead.catalog.Catalogs;
import masthead.catalog.FeedId;
import masthead.catalog.ProviderId;
import masthead.database.Database;
import masthead.http.Post;
import masthead.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room as one: what others saw is weighed on a thread of its own, and what is news goes to webhooks.
 *
 * <p>Telling it something never blocks and never throws, on any thread; what comes faster than it is weighed is dropped and counted. What it
 * knows of present trouble it forgets with the process: trouble that lasts is told of anew after a restart.
 */
public final class Alerts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Alerts.class);
    /** What may wait to be weighed. */
    private static final int MOST_TOLD = 1000;

    private static final int ENGINES_SECONDS = 5;
    private static final int DISK_SECONDS = 60;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("masthead-alerts").factory());
    private final AtomicInteger told = new AtomicInteger();
    private final Deliveries deliveries;
    private final Webhooks webhooks;
    private final SourceWatch sources;
    private final AlertSettings settings;
    private final Clock clock;
    private volatile Counts counts = new Counts(new Metrics());

    /** What is counted. */
    private record Counts(Counter alerts, Counter unheard) {
        Counts(Metrics metrics) {
            this(
                    metrics.counter("masthead_alerts_total", "Alerts, whether a webhook wants them or not.", "event"),
                    metrics.counter(
                            "masthead_alerts_unheard_total",
                            "What was seen of sources, and not weighed because too much came at once."));
        }
    }

    public Alerts(Database database, Catalogs catalogs, Post post, AlertSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        WebhookTable table = new WebhookTable(database.vault());
        Courier courier = new Courier(database, table, post, settings, clock);
        this.deliveries = new Deliveries(database, table, courier, settings, clock);
        this.webhooks = new Webhooks(database, table, courier, clock);
        this.sources = new SourceWatch(catalogs, settings, this::tell);
    }

    /** Counts from now on. */
    public Alerts measured(Metrics metrics) {
        counts = new Counts(metrics);
        deliveries.measured(metrics);
        return this;
    }

    /** Begins to send what waits, and goes on until it is closed. */
    public Alerts attended() {
        every(1, this::send);
        every(DISK_SECONDS, sources::tidy);
        return this;
    }

    /** Looks after engines from now on. */
    public void watchEngines(Supplier<List<EngineSight>> engines) {
        EngineWatch watch = new EngineWatch(this::tell);
        every(ENGINES_SECONDS, () -> watch.look(engines.get()));
    }

    /** Looks after the room on a disk from now on; {@code freeBytes} may block. */
    public void watchDisk(LongSupplier freeBytes) {
        DiskWatch watch = new DiskWatch(settings.diskLow(), this::tell);
        every(DISK_SECONDS, () -> watch.look(freeBytes.getAsLong()));
    }

    /** Who is told. */
    public Webhooks webhooks() {
        return webhooks;
    }

    /** A list of this provider was applied, or had not changed. */
    public void listApplied(ProviderId provider) {
        soon(() -> sources.listApplied(provider));
    }

    /** @param reason in words that hold no address */
    public void listFailed(ProviderId provider, String reason) {
        soon(() -> sources.listFailed(provider, reason));
    }

    /** @param reason in words that hold no address */
    public void listQuarantined(ProviderId provider, String reason) {
        soon(() -> sources.listQuarantined(provider, reason));
    }

    /** A feed did not open, and it is the source's fault; {@code reason} holds no address. */
    public void feedFailed(ProviderId provider, FeedId feed, String reason) {
        soon(() -> sources.feedFailed(provider, feed, reason));
    }

    /** A feed of this provider shows a picture; costs nothing where all is well. */
    public void feedShows(ProviderId provider) {
        if (sources.suspects(provider)) {
            soon(() -> sources.feedShows(provider));
        }
    }

    /** On the room's thread. */
    private void tell(Occasion occasion, String subject, String message) {
        log.atInfo()
                .addKeyValue("event", occasion.word())
                .addKeyValue("subject", subject)
                .log("Alert");
        counts.alerts.labelValues(occasion.word()).inc();
        deliveries.put(Alert.now(occasion, clock.instant(), subject, message));
        send();
    }

    private void send() {
        deliveries.look(() -> soon(this::send));
    }

    /** Sends what is due; for tests, whose clocks jump. */
    void look() {
        soon(this::send);
    }

    Deliveries deliveries() {
        return deliveries;
    }

    private void soon(Runnable task) {
        if (told.incrementAndGet() > MOST_TOLD) {
            told.decrementAndGet();
            counts.unheard.inc();
            return;
        }
        try {
            thread.execute(() -> {
                told.decrementAndGet();
                logged(task);
            });
        } catch (RejectedExecutionException closed) {
            log.atDebug().log("Told after the end");
        }
    }

    private void every(int seconds, Runnable task) {
        thread.scheduleWithFixedDelay(() -> logged(task), seconds, seconds, TimeUnit.SECONDS);
    }

    /** What throws is done again the next time, and not never. */
    private void logged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                log.atError().setCause(e).log("Alerts cannot be looked after");
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        deliveries.close();
    }
}
