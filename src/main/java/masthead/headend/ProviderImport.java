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
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
import masthead.headend.ImportOutcome.Cancelled;
import masthead.headend.ImportOutcome.Failed;
import masthead.headend.ImportOutcome.Suspicious;
import masthead.http.Breakable;
import masthead.http.BrokenOff;
import masthead.metrics.Metrics;
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

    private final Database database;
    private final Catalogs catalogs;
    private final Spool spool;
    private final HeadendSettings settings;
    private final Clock clock;
    private final Revisions revisions;
    private final LiveRoom room;
    private final UnderWay underWay = new UnderWay();
    private Consumer<String> counted = any -> {};
    private Optional<ImportWatch> watch = Optional.empty();

    public ProviderImport(Database database, Catalogs catalogs, Spool spool, HeadendSettings settings, Clock clock) {
        this.database = database;
        this.catalogs = catalogs;
        this.spool = spool;
        this.settings = settings;
        this.clock = clock;
        this.room = new LiveRoom(database, settings, Runtime.getRuntime().maxMemory());
        this.revisions = new Revisions(database, catalogs, spool.quarantine(), settings, clock);
    }

    /** Counts imports from now on. */
    public ProviderImport measured(Metrics metrics) {
        Counter imports = metrics.counter("masthead_imports_total", "Lists read, by how that ended.", "outcome");
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
        room.warn();
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
        return inTurn(provider, Mode.ASKED, this::fetched);
    }

    /**
     * As {@link #run}, but for a list that an operator undid: that one is left alone.
     *
     * @throws NoSuchEntry if there is no such provider
     */
    ImportOutcome refresh(ProviderId provider) {
        return inTurn(provider, Mode.BY_ITSELF, this::fetched);
    }

    private SpooledList fetched(Provider provider, ImportProgress progress) {
        return spool.fetch(ListSource.of(provider).telling(progress), known(provider.id()));
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
        return inTurn(provider, Mode.ASKED, (any, progress) -> spool.take(progress.counting(list)));
    }

    /**
     * Applies a list that waits in quarantine, whatever looks wrong with it.
     *
     * @throws NoSuchEntry if there is no such revision
     * @throws NotPossible if it does not wait, or is no list at all
     */
    public ImportOutcome accept(RevisionId id) {
        ProviderId provider = revisions.row(id).shown().provider();
        return revisions
                .turns()
                .take(
                        provider,
                        () -> underWay.watched(provider, progress -> {
                            RevisionTable.Row waiting = revisions.requireWaiting(id);
                            String file = waiting.file();
                            if (file.isEmpty()) {
                                throw new NotPossible("This list is not kept.");
                            }
                            try (InputStream kept = spool.quarantine().open(file);
                                    SpooledList list = spool.take(kept);
                                    Staged staged =
                                            Staged.of(database, provider, list, settings.maxEntries(), progress)) {
                                room.require(provider, staged.live());
                                ImportOutcome outcome = apply(
                                        provider, new Told(list, waiting.hash(), progress), staged, Optional.of(id));
                                counted.accept("accepted");
                                catalogs.rebuild();
                                spool.quarantine().delete(file);
                                revisions.supersede(provider);
                                revisions.tidy(provider);
                                ended(provider, outcome);
                                return outcome;
                            } catch (NotM3uException e) {
                                throw new NotPossible("This is no list of channels: " + e.getMessage() + ".");
                            } catch (BrokenOff e) {
                                throw new NotPossible("It was cancelled: everything is as it was.");
                            } catch (ListDoubtful | ListFailed | IdsUsedUp e) {
                                throw new NotPossible(String.valueOf(e.getMessage()));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }));
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
        return compare(
                provider, (each, progress) -> spool.fetch(ListSource.of(each).telling(progress), List.of()));
    }

    /**
     * Shows what a list that was handed to us would change, without changing it. The caller closes {@code list}.
     *
     * @throws NoSuchEntry if there is no such provider
     */
    public ImportPreview compare(ProviderId provider, InputStream list) {
        return compare(provider, (any, progress) -> spool.take(progress.counting(list)));
    }

    private ImportPreview compare(ProviderId id, BiFunction<Provider, ImportProgress, SpooledList> source) {
        return revisions
                .turns()
                .take(
                        id,
                        () -> underWay.watched(id, progress -> {
                            Provider provider = provider(id);
                            try (SpooledList list =
                                            progress.work().interruptibly(() -> source.apply(provider, progress));
                                    Staged staged = Staged.of(database, id, list, settings.maxEntries(), progress)) {
                                room.require(id, staged.live());
                                return new ImportPreview(staged.comparison().report(), doubt(list, staged));
                            } catch (NotM3uException e) {
                                return unreadable("This is no list of channels: " + e.getMessage() + ".");
                            } catch (BrokenOff e) {
                                return unreadable("It was cancelled.");
                            } catch (ListDoubtful | ListFailed e) {
                                return unreadable(String.valueOf(e.getMessage()));
                            }
                        }));
    }

    private static ImportPreview unreadable(String why) {
        return new ImportPreview(ImportReport.NOTHING, Optional.of(why));
    }

    /** How far the reading of the provider's list is; nothing if it is not being read. */
    public Optional<ImportProgress> progress(ProviderId provider) {
        return underWay.of(provider);
    }

    /**
     * Gives up the reading of a provider's list, whoever began it: it ends a little later, and everything is as it was before. Tells
     * whether it was still time.
     */
    public boolean cancel(ProviderId provider) {
        boolean given = underWay.of(provider).filter(ImportProgress::giveUp).isPresent();
        if (given) {
            Instant now = clock.instant();
            database.change(
                    handle -> Audit.write(handle, now, "operator", "cancel", "import of provider " + provider, ""));
        }
        return given;
    }

    /** How the provider's last import ended, in a sentence; empty if there was none. */
    public Optional<String> lastOutcome(ProviderId provider) {
        return database.read(handle -> OutcomeTable.last(handle, provider));
    }

    /** On whose behalf a list is read. */
    private enum Mode {
        ASKED,
        BY_ITSELF
    }

    /** A list, what stands for it, and where is told how far it is. */
    private record Told(SpooledList list, String hash, ImportProgress progress) {}

    private ImportOutcome inTurn(ProviderId id, Mode mode, BiFunction<Provider, ImportProgress, SpooledList> source) {
        return revisions
                .turns()
                .take(
                        id,
                        () -> underWay.watched(id, progress -> {
                            Provider provider = provider(id);
                            ImportOutcome outcome = attempt(id, mode, progress, () -> source.apply(provider, progress));
                            ended(id, outcome);
                            return outcome;
                        }));
    }

    private Provider provider(ProviderId id) {
        return catalogs.current().provider(id).orElseThrow(() -> new NoSuchEntry("provider", id));
    }

    private ImportOutcome attempt(ProviderId id, Mode mode, ImportProgress progress, Supplier<SpooledList> source) {
        try (SpooledList list = progress.work().interruptibly(source::get)) {
            progress.work().check();
            return bring(id, mode, list, progress);
        } catch (ListUnchanged e) {
            return unchanged(id, Optional.empty());
        } catch (BrokenOff e) {
            counted.accept("cancelled");
            return unapplied(id, new Cancelled());
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

    private ImportOutcome bring(ProviderId id, Mode mode, SpooledList list, ImportProgress progress) {
        String hash = hash(list);
        ListState state = database.read(handle -> ListState.of(handle, id));
        if (list.trouble().isEmpty() && hash.equals(state.hash())) {
            return unchanged(id, Optional.of(list));
        }
        if (mode == Mode.BY_ITSELF && state.undone().contains(hash)) {
            counted.accept("undone before");
            return unapplied(id, new Suspicious("This list was undone; it is applied when it changes, or when asked."));
        }
        try (Staged staged = Staged.of(database, id, list, settings.maxEntries(), progress)) {
            Optional<String> doubt = doubt(list, staged);
            if (doubt.isPresent()) {
                ImportReport report = staged.comparison().report();
                return suspicious(id, Optional.of(list), doubt.get(), report);
            }
            room.require(id, staged.live());
            Applied applied = apply(id, new Told(list, hash, progress), staged, Optional.empty());
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
            OutcomeTable.remember(handle, provider, same);
            OutcomeTable.importedAt(handle, provider, now);
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
    private Applied apply(ProviderId provider, Told list, Staged staged, Optional<RevisionId> kept) {
        Breakable work = list.progress().work();
        list.progress().enter(ImportProgress.Phase.APPLYING);
        Instant now = clock.instant();
        ImportReport report = staged.comparison().report();
        EntryCounts total = report.total();
        Applied applied = new Applied(
                total.fresh() + total.returned(), total.changed(), total.gone(), total.unchanged(), report.skipped());
        database.change(handle -> {
            OutcomeTable.remember(handle, provider, applied); // first: it tells whether the provider is still there
            if (staged.comparison().changes() || kept.isPresent()) {
                RevisionId id = kept.orElseGet(() -> RevisionTable.add(handle, provider, RevisionState.APPLIED, now));
                int images = new BeforeImages(handle, provider, id).keep();
                int first = new Reconciliation(handle, provider, now, work).apply(total.fresh());
                RevisionTable.applied(handle, id, report, list.hash(), first, images, now);
                Revision.raise(handle);
            }
            Audit.write(handle, now, "import", "import", "provider " + provider, OutcomeText.of(applied));
            OutcomeTable.importedAt(handle, provider, now);
            ListState.is(handle, provider, list.hash(), report.skipped());
            handle.execute(
                    "UPDATE provider SET guides = ? WHERE id = ?",
                    String.join("\n", staged.guides()),
                    provider.value());
            DocumentTable.replace(handle, provider, list.list().documents(), now);
            work.finish();
        });
        list.progress().enter(ImportProgress.Phase.SHOWING);
        return applied;
    }

    private ImportOutcome suspicious(ProviderId id, Optional<SpooledList> list, String reason, ImportReport report) {
        ImportOutcome outcome = unapplied(id, new Suspicious(reason));
        revisions.quarantine(id, list, list.map(this::hash).orElse(""), reason, report);
        counted.accept("quarantined");
        watch.ifPresent(each -> each.quarantined(id, reason));
        return outcome;
    }

    private ImportOutcome unapplied(ProviderId provider, ImportOutcome outcome) {
        database.change(handle -> OutcomeTable.remember(handle, provider, outcome));
        return outcome;
    }

    private void ended(ProviderId provider, ImportOutcome outcome) {
        watch.ifPresent(each -> each.ended(provider, outcome));
        (outcome instanceof Applied ? log.atInfo() : log.atWarn())
                .addKeyValue("provider", provider)
                .addKeyValue("outcome", OutcomeText.of(outcome))
                .log("Import ended");
    }
}
