package masthead.dashboard;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import masthead.catalog.ProviderId;
import masthead.headend.ProviderImport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports that operators began in the browser, each on a thread of its own, so that no page waits for one. Safe on any thread. */
public final class ImportRuns {
    private static final Logger log = LoggerFactory.getLogger(ImportRuns.class);

    private final ProviderImport imports;
    private final Clock clock;
    private final Map<ProviderId, Instant> running = new ConcurrentHashMap<>();

    public ImportRuns(ProviderImport imports, Clock clock) {
        this.imports = imports;
        this.clock = clock;
    }

    /** Reads the provider's list from now on, unless that is under way; how it ended is told by {@link ProviderImport#lastOutcome}. */
    void begin(ProviderId provider) {
        if (running.putIfAbsent(provider, clock.instant()) != null) {
            return;
        }
        Thread.ofVirtual().name("import-" + provider).start(() -> {
            try {
                imports.run(provider);
            } catch (RuntimeException e) {
                log.atWarn().addKeyValue("provider", provider).setCause(e).log("An import failed");
            } finally {
                running.remove(provider);
            }
        });
    }

    /** Since when the provider's list is being read; empty if it is not. */
    Optional<Instant> since(ProviderId provider) {
        return Optional.ofNullable(running.get(provider));
    }

    ProviderImport imports() {
        return imports;
    }
}
