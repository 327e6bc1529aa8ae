package masthead.dashboard;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import masthead.catalog.ProviderId;
import masthead.headend.ImportPreview;
import masthead.headend.ImportProgress;
import masthead.headend.ProviderImport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Readings of lists that operators began in the browser, each on a thread of its own, so that no page waits for one. Safe on any thread. */
public final class ImportRuns {
    private static final Logger log = LoggerFactory.getLogger(ImportRuns.class);
    private static final int MOST_PREVIEWS = 20;

    private final ProviderImport imports;
    private final Clock clock;
    private final Map<ProviderId, Instant> running = new ConcurrentHashMap<>();
    private final Map<ProviderId, Preview> previews = new ConcurrentHashMap<>();

    /** What a list would do, as it was then. */
    record Preview(Instant at, ImportPreview seen) {}

    public ImportRuns(ProviderImport imports, Clock clock) {
        this.imports = imports;
        this.clock = clock;
    }

    /** Reads the provider's list from now on, unless that is under way; how it ended is told by {@link ProviderImport#lastOutcome}. */
    void begin(ProviderId provider) {
        previews.remove(provider);
        start(provider, () -> imports.run(provider));
    }

    /** Looks from now on at what the provider's list would do, unless it is being read; nothing is changed. */
    void preview(ProviderId provider) {
        start(provider, () -> {
            ImportPreview seen = imports.compare(provider);
            previews.entrySet().stream()
                    .min(Map.Entry.comparingByValue((one, other) -> one.at().compareTo(other.at())))
                    .filter(oldest -> previews.size() >= MOST_PREVIEWS)
                    .ifPresent(oldest -> previews.remove(oldest.getKey()));
            previews.put(provider, new Preview(clock.instant(), seen));
        });
    }

    private void start(ProviderId provider, Runnable reading) {
        if (imports.progress(provider).isPresent() || running.putIfAbsent(provider, clock.instant()) != null) {
            return;
        }
        Thread.ofVirtual().name("import-" + provider).start(() -> {
            try {
                reading.run();
            } catch (RuntimeException e) {
                log.atWarn().addKeyValue("provider", provider).setCause(e).log("An import failed");
            } finally {
                running.remove(provider);
            }
        });
    }

    /** What the provider's list would have done when it was last looked at. */
    Optional<Preview> seen(ProviderId provider) {
        return Optional.ofNullable(previews.get(provider));
    }

    /** Whether the provider's list is being read, whoever began that. */
    boolean reads(ProviderId provider) {
        return running.containsKey(provider) || imports.progress(provider).isPresent();
    }

    /** How far that is; nothing while it has not begun. */
    Optional<ImportProgress.State> progress(ProviderId provider) {
        return imports.progress(provider).map(ImportProgress::state);
    }

    ProviderImport imports() {
        return imports;
    }
}
