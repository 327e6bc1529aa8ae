package masthead.headend;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import masthead.catalog.Audit;
import masthead.catalog.Catalogs;
import masthead.catalog.IdsUsedUp;
import masthead.catalog.NewProvider;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import masthead.catalog.Revision;
import masthead.database.Database;
import masthead.database.Dialect;
import masthead.format.m3u.NotM3uException;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportOutcome.Failed;
import masthead.headend.ImportOutcome.Suspicious;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a provider's list into the catalog: as a stream, in constant memory, in one transaction.
 *
 * <p>Blocks; on a virtual thread. One import at a time per provider; a second one waits.
 */
public final class ProviderImport {
    private static final Logger log = LoggerFactory.getLogger(ProviderImport.class);
    /** A provider with fewer entries may lose any share of them: one of two channels gone is no sign of trouble. */
    private static final int SMALL = 10;
    /** So long servers are believed that nothing has changed. */
    private static final Duration READ_WHOLE = Duration.ofHours(24);

    private final Database database;
    private final Catalogs catalogs;
    private final Spool spool;
    private final HeadendSettings settings;
    private final Clock clock;
    private final Map<ProviderId, ReentrantLock> turns = new ConcurrentHashMap<>();

    public ProviderImport(Database database, Catalogs catalogs, Spool spool, HeadendSettings settings, Clock clock) {
        this.database = database;
        this.catalogs = catalogs;
        this.spool = spool;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Fetches the provider's list and applies it.
     *
     * @throws masthead.catalog.NoSuchEntry if there is no such provider
     */
    public ImportOutcome run(ProviderId provider) {
        return inTurn(provider, each -> spool.fetch(ListSource.of(each), known(each.id())));
    }

    /** What the provider's last list was made of, unless it is time to read all of it again. */
    private List<ReadDocument> known(ProviderId provider) {
        Instant since = clock.instant().minus(READ_WHOLE);
        return database.read(handle -> DocumentTable.readSince(handle, provider, since));
    }

    /**
     * Shows what a provider's list would bring, without keeping anything. Blocks as an import does.
     *
     * @param most entries to show
     */
    public ListPreview preview(NewProvider provider, int most) {
        try (SpooledList list = spool.fetch(ListSource.of(provider), List.of())) {
            return ListPreview.of(list, most, settings.maxEntries());
        } catch (NotM3uException e) {
            return ListPreview.unreadable("This is no list of channels: " + e.getMessage() + ".");
        } catch (ListDoubtful | ListFailed e) {
            return ListPreview.unreadable(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Applies a list that was handed to us, plain or gzipped. The caller closes {@code list}.
     *
     * @throws masthead.catalog.NoSuchEntry if there is no such provider
     */
    public ImportOutcome take(ProviderId provider, InputStream list) {
        return inTurn(provider, any -> spool.take(list));
    }

    /** How the provider's last import ended, in a sentence; empty if there was none. */
    public Optional<String> lastOutcome(ProviderId provider) {
        return database.read(handle -> handle.createQuery("SELECT outcome FROM provider WHERE id = :id")
                .bind("id", provider.value())
                .mapTo(String.class)
                .findOne()
                .filter(outcome -> !outcome.isEmpty()));
    }

    private ImportOutcome inTurn(ProviderId id, Function<Provider, SpooledList> source) {
        ReentrantLock turn = turns.computeIfAbsent(id, any -> new ReentrantLock());
        turn.lock();
        try {
            Provider provider = catalogs.current().provider(id).orElseThrow(() -> new NoSuchEntry("provider", id));
            ImportOutcome outcome = attempt(provider, source);
            log(provider, outcome);
            return outcome;
        } finally {
            turn.unlock();
        }
    }

    private ImportOutcome attempt(Provider provider, Function<Provider, SpooledList> source) {
        try (SpooledList list = source.apply(provider)) {
            Applied applied = database.write(handle -> apply(handle, provider.id(), list));
            catalogs.rebuild();
            return applied;
        } catch (ListUnchanged e) {
            return unchanged(provider);
        } catch (NotM3uException e) {
            return unapplied(provider, new Suspicious("This is no list of channels: " + e.getMessage() + "."));
        } catch (ListDoubtful e) {
            return unapplied(provider, new Suspicious(String.valueOf(e.getMessage())));
        } catch (ListFailed | IdsUsedUp e) {
            return unapplied(provider, new Failed(String.valueOf(e.getMessage())));
        }
    }

    /** As if the same list had been read. */
    private Applied unchanged(Provider provider) {
        Instant now = clock.instant();
        Applied applied = database.write(handle -> {
            int current = handle.createQuery(
                            "SELECT COUNT(*) FROM feed WHERE provider_id = :provider AND gone_at IS NULL")
                    .bind("provider", provider.id().value())
                    .mapTo(Integer.class)
                    .one();
            Applied same = new Applied(0, 0, 0, current, Map.of());
            remember(handle, provider.id(), same);
            importedAt(handle, provider.id(), now);
            return same;
        });
        catalogs.rebuild();
        return applied;
    }

    private Applied apply(Handle handle, ProviderId provider, SpooledList list) {
        Instant now = clock.instant();
        Reconciliation reconciliation = new Reconciliation(handle, provider, now);
        clearIncoming(handle);
        Intake.Taken taken = Intake.read(list, handle, provider, settings.maxEntries());
        Map<String, Integer> skipped = new TreeMap<>(taken.skipped());
        list.skipped().forEach((why, count) -> skipped.merge(why, count, Integer::sum));
        int duplicates = reconciliation.dropDuplicates();
        if (duplicates > 0) {
            skipped.put("duplicate", duplicates);
        }
        if (database.dialect() == Dialect.POSTGRESQL) {
            // Else it plans for a table as empty as it always is, and for feeds as they were long ago.
            handle.execute("ANALYZE incoming, feed");
        }
        Census census = reconciliation.recognise();
        judge(census);
        if (reconciliation.apply(census)) {
            Revision.raise(handle);
        }
        clearIncoming(handle);
        Applied applied = new Applied(
                census.fresh() + census.returned(), census.changed(), census.gone(), census.unchanged(), skipped);
        Audit.write(handle, now, "import", "import", "provider " + provider, OutcomeText.of(applied));
        remember(handle, provider, applied);
        importedAt(handle, provider, now);
        handle.execute(
                "UPDATE provider SET guides = ? WHERE id = ?", String.join("\n", taken.guides()), provider.value());
        DocumentTable.replace(handle, provider, list.documents(), now);
        return applied;
    }

    private static void importedAt(Handle handle, ProviderId provider, Instant now) {
        handle.execute("UPDATE provider SET imported_at = ? WHERE id = ?", now.toEpochMilli(), provider.value());
    }

    /** There is one writer, so the rows are ours. PostgreSQL would keep the space of deleted ones, import after import. */
    private void clearIncoming(Handle handle) {
        handle.execute(database.dialect() == Dialect.POSTGRESQL ? "TRUNCATE incoming" : "DELETE FROM incoming");
    }

    private void judge(Census census) {
        if (census.entries() == 0) {
            throw new ListDoubtful("The list has no usable entry.");
        }
        if (census.current() >= SMALL && census.gone() > settings.suspiciousLoss() * census.current()) {
            throw new ListDoubtful("The list lost " + census.gone() + " of " + census.current()
                    + " entries, more than headend.suspicious-loss allows.");
        }
    }

    private ImportOutcome unapplied(Provider provider, ImportOutcome outcome) {
        database.change(handle -> remember(handle, provider.id(), outcome));
        return outcome;
    }

    /** @throws NoSuchEntry if the provider was removed in the meantime */
    private static void remember(Handle handle, ProviderId provider, ImportOutcome outcome) {
        int found = handle.execute(
                "UPDATE provider SET outcome = ? WHERE id = ?", OutcomeText.of(outcome), provider.value());
        if (found == 0) {
            throw new NoSuchEntry("provider", provider);
        }
    }

    private static void log(Provider provider, ImportOutcome outcome) {
        (outcome instanceof Applied ? log.atInfo() : log.atWarn())
                .addKeyValue("provider", provider.id())
                .addKeyValue("outcome", OutcomeText.of(outcome))
                .log("Import ended");
    }
}
