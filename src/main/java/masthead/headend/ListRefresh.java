package masthead.headend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import masthead.catalog.Catalogs;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads lists again when their time has come.
 *
 * <p>Each time up to a tenth later than its time, so that the lists of one server, or all after a start, do not come at once; how much
 * is given by the provider and the time of its last reading alone. A list that fails is tried again after its usual time, not sooner:
 * its server may be in trouble. Each reading is a virtual thread; one at a time per provider. {@link #look} may be called on any
 * thread.
 */
public final class ListRefresh implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ListRefresh.class);

    private static final Duration TIDY = Duration.ofHours(1);

    private final Catalogs catalogs;
    private final ProviderImport imports;
    private final Clock clock;
    private final Map<ProviderId, Instant> begun = new ConcurrentHashMap<>();
    private final Map<ProviderId, Boolean> running = new ConcurrentHashMap<>();
    private volatile Instant tidied;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("refresh ", 1).factory());

    public ListRefresh(Catalogs catalogs, ProviderImport imports, Clock clock) {
        this.catalogs = catalogs;
        this.imports = imports;
        this.clock = clock;
        this.tidied = clock.instant();
    }

    /** Looks again and again, this long apart, until it is closed. */
    public ListRefresh every(Duration interval) {
        threads.execute(() -> {
            try {
                while (true) {
                    TimeUnit.NANOSECONDS.sleep(interval.toNanos());
                    lookAgain();
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    private void lookAgain() {
        try {
            look();
        } catch (RuntimeException e) { // the next time may be better; without this there would be none
            log.atError().setCause(e).log("Cannot look for lists that are due");
        }
    }

    /** Begins to read what is due. */
    public void look() {
        Instant now = clock.instant();
        if (!now.isBefore(tidied.plus(TIDY))) {
            tidied = now;
            imports.revisions().expire();
        }
        for (Provider each : catalogs.current().providers()) {
            each.upkeep()
                    .refresh()
                    .filter(refresh -> !due(each.id(), last(each), refresh).isAfter(now))
                    .filter(due -> running.putIfAbsent(each.id(), true) == null)
                    .ifPresent(due -> {
                        begun.put(each.id(), now);
                        threads.execute(() -> read(each));
                    });
        }
    }

    /** When a list is read again that was read at {@code last}. */
    static Instant due(ProviderId provider, Instant last, Duration refresh) {
        long seed = provider.value() * 1_000_003L + last.getEpochSecond();
        return last.plus(refresh).plusSeconds(new SplittableRandom(seed).nextLong(refresh.toSeconds() / 10 + 1));
    }

    private Instant last(Provider provider) {
        Instant applied = provider.importedAt().orElse(Instant.EPOCH);
        Instant tried = begun.getOrDefault(provider.id(), Instant.EPOCH);
        return tried.isAfter(applied) ? tried : applied;
    }

    private void read(Provider provider) {
        try {
            imports.refresh(provider.id());
        } catch (NoSuchEntry removed) {
            begun.remove(provider.id());
        } catch (RuntimeException e) {
            if (!threads.isShutdown()) { // cut off, there is nothing to tell, nor a database to tell it
                log.atError().addKeyValue("provider", provider.id()).setCause(e).log("A list could not be read again");
            }
        } finally {
            running.remove(provider.id());
        }
    }

    /** Cuts off what is being read. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
