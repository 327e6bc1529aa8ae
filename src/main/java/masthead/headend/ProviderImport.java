package masthead.headend;

import io.prometheus.metrics.core.metrics.Counter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
import masthead.format.m3u.NotM3uException;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportOutcome.Failed;
import masthead.headend.ImportOutcome.Suspicious;
import masthead.metrics.Metrics;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a provider's list into the catalog: as a stream, in constant memory; what it changes is one transaction. A list that looks wrong
 * changes nothing and waits for an operator.
 *
 * <p>Blocks; on a virtual thread. One import at a time per provider; a second one waits.
 */
public final class ProviderImport {
    private static final Logger log = LoggerFactory.getLogger(ProviderImport.class);
    /** So long servers are believed that nothing has changed. */
    private static final Duration READ_WHOLE = Duration.ofHours(24);
    /** Raised when the same list would become other rows than before: an equal list is not read again. */
    private static final String READING = "1";
    /** What is counted; there from the start, so that the first of each is seen to rise. */
    private static final List<String> OUTCOMES =
            List.of("applied", "unchanged", "quarantined", "failed", "accepted", "undone before");

    private final Database database;
    private final Catalogs catalogs;
    private final Spool spool;
    private final HeadendSettings settings;
    private final Clock clock;
    private final Revisions revisions;
    private Consumer<String> counted = any -> {};
    private Optional<ImportWatch> watch = Optional.empty();

    public ProviderImport(Database database, Catalogs catalogs, Spool spool, HeadendSettings settings, Clock clock) {
        this.database = database;
        this.catalogs = catalogs;
        this.spool = spool;
        this.settings = settings;
        this.clock = clock;
        this.revisions = new Revisions(database, catalogs, spool.quarantine(), settings, clock);
    }

    /** Counts imports from now on. */
    public ProviderImport measured(Metrics metrics) {
        Counter imports = metrics.counter("masthead_imports_total", "Lists read, by how that ended.", "outcome");
        OUTCOMES.forEach(imports::initLabelValues);
        counted = outcome -> imports.labelValues(outcome).inc();
        metrics.gauge(
                "masthead_lists_quarantined",
                "Suspicious lists that wait for an operator.",
                () -> revisions.waiting().size());
        return this;
    }

    /** Tells {@code other} how imports end. Before the first import. */
    public ProviderImport watchedBy(ImportWatch other) {
        watch = Optional.of(other);
        return this;
    }

    /** Puts away what a process that was killed while it imported has left. Before the first import. */
    public ProviderImport tidied() {
        revisions.start();
        return this;
    }

    /** What was done with lists so far. */
    public Revisions revisions() {
        return revisions;
    }

    /**
     * Fetches the provider's list and applies it.
     *
     * @throws NoSuchEntry if there is no such provider
     */
    public ImportOutcome run(ProviderId provider) {
        return inTurn(provider, Mode.ASKED, each -> spool.fetch(ListSource.of(each), known(each.id())));
    }

    /**
     * As {@link #run}, but for a list that an operator undid: that one is left alone.
     *
     * @throws NoSuchEntry if there is no such provider
     */
    ImportOutcome refresh(ProviderId provider) {
        return inTurn(provider, Mode.BY_ITSELF, each -> spool.fetch(ListSource.of(each), known(each.id())));
    }

    /** What the provider's last list was made of, unless it is time to read all of it again. */
    private List<ReadDocument> known(ProviderId provider) {
        Instant since = clock.instant().minus(READ_WHOLE);
        return database.read(handle -> DocumentTable.readSince(handle, provider, since));
    }

    /**
     * Applies a list that was handed to us, plain or packed. The caller closes {@code list}.
     *
     * @throws NoSuchEntry if there is no such provider
     */
    public ImportOutcome take(ProviderId provider, InputStream list) {
        return inTurn(provider, Mode.ASKED, any -> spool.take(list));
    }

    /**
     * Applies a list that waits in quarantine, whatever looks wrong with it.
     *
     * @throws NoSuchEntry if there is no such revision
     * @throws NotPossible if it does not wait, or is no list at all
     */
    public ImportOutcome accept(RevisionId id) {
        ProviderId provider = revisions.row(id).shown().provider();
        return revisions.turns().take(provider, () -> {
            RevisionTable.Row waiting = revisions.requireWaiting(id);
            String file = waiting.file();
            if (file.isEmpty()) {
                throw new NotPossible("This list is not kept.");
            }
            try (InputStream kept = spool.quarantine().open(file);
                    SpooledList list = spool.take(kept);
                    Staged staged = Staged.of(database, provider, list, settings.maxEntries())) {
                ImportOutcome outcome = apply(provider, new Hashed(list, waiting.hash()), staged, Optional.of(id));
                counted.accept("accepted");
                catalogs.rebuild();
                spool.quarantine().delete(file);
                revisions.supersede(provider);
                revisions.tidy(provider);
                ended(provider, outcome);
                return outcome;
            } catch (NotM3uException e) {
                throw new NotPossible("This is no list of channels: " + e.getMessage() + ".");
            } catch (ListDoubtful | ListFailed | IdsUsedUp e) {
                throw new NotPossible(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * Shows what a provider's list would bring, without keeping anything. Blocks as an import does.
     *
     * @param most entries to show
     */
    public ListPreview preview(NewProvider provider, int most) {
        try (SpooledList list = spool.fetch(ListSource.of(provider), List.of())) {
            ListPreview preview = ListPreview.of(list, most, settings.maxEntries());
            return list.trouble().map(preview::inTrouble).orElse(preview);
        } catch (NotM3uException e) {
            return ListPreview.unreadable("This is no list of channels: " + e.getMessage() + ".");
        } catch (ListDoubtful | ListFailed e) {
            return ListPreview.unreadable(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Fetches the provider's list and shows what it would change, without changing it.
     *
     * @throws NoSuchEntry if there is no such provider
     */
    public ImportPreview compare(ProviderId provider) {
        return compare(provider, each -> spool.fetch(ListSource.of(each), List.of()));
    }

    /**
     * Shows what a list that was handed to us would change, without changing it. The caller closes {@code list}.
     *
     * @throws NoSuchEntry if there is no such provider
     */
    public ImportPreview compare(ProviderId provider, InputStream list) {
        return compare(provider, any -> spool.take(list));
    }

    private ImportPreview compare(ProviderId id, Function<Provider, SpooledList> source) {
        return revisions.turns().take(id, () -> {
            try (SpooledList list = source.apply(provider(id));
                    Staged staged = Staged.of(database, id, list, settings.maxEntries())) {
                return new ImportPreview(staged.comparison().report(), doubt(list, staged));
            } catch (NotM3uException e) {
                return unreadable("This is no list of channels: " + e.getMessage() + ".");
            } catch (ListDoubtful | ListFailed e) {
                return unreadable(String.valueOf(e.getMessage()));
            }
        });
    }

    private static ImportPreview unreadable(String why) {
        return new ImportPreview(ImportReport.NOTHING, Optional.of(why));
    }

    /** How the provider's last import ended, in a sentence; empty if there was none. */
    public Optional<String> lastOutcome(ProviderId provider) {
        return database.read(handle -> handle.createQuery("SELECT outcome FROM provider WHERE id = :id")
                .bind("id", provider.value())
                .mapTo(String.class)
                .findOne()
                .filter(outcome -> !outcome.isEmpty()));
    }

    /** On whose behalf a list is read. */
    private enum Mode {
        ASKED,
        BY_ITSELF
    }

    /** A list and what stands for it. */
    private record Hashed(SpooledList list, String hash) {}

    private ImportOutcome inTurn(ProviderId id, Mode mode, Function<Provider, SpooledList> source) {
        return revisions.turns().take(id, () -> {
            ImportOutcome outcome = attempt(provider(id), mode, source);
            ended(id, outcome);
            return outcome;
        });
    }

    private Provider provider(ProviderId id) {
        return catalogs.current().provider(id).orElseThrow(() -> new NoSuchEntry("provider", id));
    }

    private ImportOutcome attempt(Provider provider, Mode mode, Function<Provider, SpooledList> source) {
        ProviderId id = provider.id();
        try (SpooledList list = source.apply(provider)) {
            return bring(id, mode, list);
        } catch (ListUnchanged e) {
            return unchanged(id, Optional.empty());
        } catch (ListDoubtful e) {
            return suspicious(id, Optional.empty(), String.valueOf(e.getMessage()), ImportReport.NOTHING);
        } catch (ListFailed | IdsUsedUp e) {
            counted.accept("failed");
            String reason = String.valueOf(e.getMessage());
            ImportOutcome outcome = unapplied(id, new Failed(reason));
            revisions.failed(id, reason);
            return outcome;
        }
    }

    private ImportOutcome bring(ProviderId id, Mode mode, SpooledList list) {
        String hash = hash(list);
        ListState state = database.read(handle -> ListState.of(handle, id));
        if (list.trouble().isEmpty() && hash.equals(state.hash())) {
            return unchanged(id, Optional.of(list));
        }
        if (mode == Mode.BY_ITSELF && state.undone().contains(hash)) {
            counted.accept("undone before");
            return unapplied(id, new Suspicious("This list was undone; it is applied when it changes, or when asked."));
        }
        try (Staged staged = Staged.of(database, id, list, settings.maxEntries())) {
            Optional<String> doubt = doubt(list, staged);
            if (doubt.isPresent()) {
                ImportReport report = staged.comparison().report();
                return suspicious(id, Optional.of(list), doubt.get(), report);
            }
            Applied applied = apply(id, new Hashed(list, hash), staged, Optional.empty());
            catalogs.rebuild();
            counted.accept("applied");
            revisions.supersede(id);
            revisions.tidy(id);
            return applied;
        } catch (NotM3uException e) {
            String reason = list.trouble().orElse("This is no list of channels: " + e.getMessage() + ".");
            return suspicious(id, Optional.of(list), reason, ImportReport.NOTHING);
        }
    }

    private Optional<String> doubt(SpooledList list, Staged staged) {
        return list.trouble().or(() -> staged.doubt(settings.suspiciousLoss()));
    }

    private String hash(SpooledList list) {
        return new Fingerprint().of(list.hash(), READING, Integer.toString(settings.maxEntries()));
    }

    /** As if the same list had been read. */
    private Applied unchanged(ProviderId provider, Optional<SpooledList> list) {
        Instant now = clock.instant();
        Applied applied = database.write(handle -> {
            int current = handle.createQuery(
                            "SELECT COUNT(*) FROM feed WHERE provider_id = :provider AND gone_at IS NULL")
                    .bind("provider", provider.value())
                    .mapTo(Integer.class)
                    .one();
            ListState state = ListState.of(handle, provider);
            Applied same = new Applied(0, 0, 0, current, state.skipped());
            remember(handle, provider, same);
            importedAt(handle, provider, now);
            ListState.is(handle, provider, state.hash(), state.skipped());
            list.ifPresent(each -> DocumentTable.replace(handle, provider, each.documents(), now));
            return same;
        });
        catalogs.rebuild();
        counted.accept("unchanged");
        revisions.supersede(provider);
        return applied;
    }

    /** @param kept the revision it is of, where it waited */
    private Applied apply(ProviderId provider, Hashed list, Staged staged, Optional<RevisionId> kept) {
        Instant now = clock.instant();
        ImportReport report = staged.comparison().report();
        EntryCounts total = report.total();
        Applied applied = new Applied(
                total.fresh() + total.returned(), total.changed(), total.gone(), total.unchanged(), report.skipped());
        database.change(handle -> {
            remember(handle, provider, applied); // first: it tells whether the provider is still there
            if (staged.comparison().changes() || kept.isPresent()) {
                RevisionId id = kept.orElseGet(() -> RevisionTable.add(handle, provider, RevisionState.APPLIED, now));
                int images = new BeforeImages(handle, provider, id).keep();
                int first = new Reconciliation(handle, provider, now).apply(total.fresh());
                RevisionTable.applied(handle, id, report, list.hash(), first, images, now);
                Revision.raise(handle);
            }
            Audit.write(handle, now, "import", "import", "provider " + provider, OutcomeText.of(applied));
            importedAt(handle, provider, now);
            ListState.is(handle, provider, list.hash(), report.skipped());
            handle.execute(
                    "UPDATE provider SET guides = ? WHERE id = ?",
                    String.join("\n", staged.guides()),
                    provider.value());
            DocumentTable.replace(handle, provider, list.list().documents(), now);
        });
        return applied;
    }

    private static void importedAt(Handle handle, ProviderId provider, Instant now) {
        handle.execute("UPDATE provider SET imported_at = ? WHERE id = ?", now.toEpochMilli(), provider.value());
    }

    private ImportOutcome suspicious(ProviderId id, Optional<SpooledList> list, String reason, ImportReport report) {
        ImportOutcome outcome = unapplied(id, new Suspicious(reason));
        revisions.quarantine(id, list, list.map(this::hash).orElse(""), reason, report);
        counted.accept("quarantined");
        watch.ifPresent(each -> each.quarantined(id, reason));
        return outcome;
    }

    private ImportOutcome unapplied(ProviderId provider, ImportOutcome outcome) {
        database.change(handle -> remember(handle, provider, outcome));
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

    private void ended(ProviderId provider, ImportOutcome outcome) {
        watch.ifPresent(each -> each.ended(provider, outcome));
        (outcome instanceof Applied ? log.atInfo() : log.atWarn())
                .addKeyValue("provider", provider)
                .addKeyValue("outcome", OutcomeText.of(outcome))
                .log("Import ended");
    }
}
