package masthead.headend;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import masthead.catalog.Audit;
import masthead.catalog.Catalogs;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderId;
import masthead.catalog.Revision;
import masthead.database.Database;
import masthead.headend.RevisionTable.Row;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was done with the lists of providers, and what operators decide of it. Blocks; any thread.
 *
 * <p>Of each provider the newest {@code headend.revisions} that were applied are kept, and as many that were not; of lists that wait
 * {@code headend.quarantined}, for {@code headend.quarantine-age}.
 */
public final class Revisions {
    private static final Logger log = LoggerFactory.getLogger(Revisions.class);
    /** There is one operator so far; the audit names him so. */
    private static final String OPERATOR = "operator";

    private static final int MOST_UNDONE = 20;

    private final Database database;
    private final Catalogs catalogs;
    private final Quarantine quarantine;
    private final HeadendSettings settings;
    private final Clock clock;
    private final Turns turns = new Turns();

    Revisions(Database database, Catalogs catalogs, Quarantine quarantine, HeadendSettings settings, Clock clock) {
        this.database = database;
        this.catalogs = catalogs;
        this.quarantine = quarantine;
        this.settings = settings;
        this.clock = clock;
    }

    /** Imports and decisions of one provider one after the other. */
    Turns turns() {
        return turns;
    }

    /** Newest first; none if there is no such provider. */
    public List<ImportRevision> of(ProviderId provider) {
        return rows(provider).stream().map(Row::shown).toList();
    }

    /** @throws NoSuchEntry if there is none with this id */
    public ImportRevision find(RevisionId id) {
        return row(id).shown();
    }

    /** Lists that wait for an operator, of all providers, oldest first. */
    public List<ImportRevision> waiting() {
        return database.read(RevisionTable::waiting).stream().map(Row::shown).toList();
    }

    Row row(RevisionId id) {
        return database.read(handle -> RevisionTable.find(handle, id));
    }

    private List<Row> rows(ProviderId provider) {
        return database.read(handle -> RevisionTable.of(handle, provider));
    }

    /**
     * Puts the catalog back as it was before the provider's newest applied list, but for what operators edited since. That list is
     * not applied again by itself until it changes.
     *
     * @throws NoSuchEntry if there is no such revision
     * @throws NotPossible if it is not the newest applied one, or how things were is not kept any more
     */
    public ImportRevision undo(RevisionId id) {
        ProviderId provider = row(id).shown().provider();
        ImportRevision undone = turns.take(provider, () -> {
            database.change(handle -> undo(handle, RevisionTable.find(handle, id)));
            catalogs.rebuild();
            tidy(provider);
            return find(id);
        });
        log.atInfo()
                .addKeyValue("provider", provider)
                .addKeyValue("revision", id)
                .log("Import undone");
        return undone;
    }

    private void undo(Handle handle, Row row) {
        ImportRevision shown = row.shown();
        if (shown.state() != RevisionState.APPLIED) {
            throw new NotPossible("This list is " + shown.state().label() + ": only an applied one can be undone.");
        }
        if (!shown.undoable()) {
            Optional<ImportRevision> later = RevisionTable.of(handle, shown.provider()).stream()
                    .map(Row::shown)
                    .filter(each -> each.state() == RevisionState.APPLIED
                            && each.id().value() > shown.id().value())
                    .findFirst();
            throw new NotPossible(
                    later.map(each -> "Revision " + each.id() + " was applied later: undo that one first.")
                            .orElse("How things were before is not kept any more."));
        }
        Instant now = clock.instant();
        new BeforeImages(handle, shown.provider(), shown.id()).restore(row.firstChannel(), row.fresh(), now);
        RevisionTable.decide(handle, shown.id(), RevisionState.UNDONE, now);
        ListState.of(handle, shown.provider()).undone(handle, shown.provider(), row, MOST_UNDONE);
        DocumentTable.replace(handle, shown.provider(), List.of(), now);
        Revision.raise(handle);
        Audit.write(handle, now, OPERATOR, "undo", "provider " + shown.provider(), "revision " + shown.id());
    }

    /**
     * Refuses a list that waits: it is deleted, and when it comes again it does not wait again.
     *
     * @throws NoSuchEntry if there is no such revision
     * @throws NotPossible if it does not wait
     */
    public ImportRevision reject(RevisionId id) {
        ProviderId provider = row(id).shown().provider();
        return turns.take(provider, () -> {
            Row row = requireWaiting(id);
            database.change(handle -> {
                RevisionTable.decide(handle, id, RevisionState.REJECTED, clock.instant());
                Audit.write(handle, clock.instant(), OPERATOR, "reject", "provider " + provider, "revision " + id);
            });
            quarantine.delete(row.file());
            return find(id);
        });
    }

    /** @throws NotPossible if it does not wait */
    Row requireWaiting(RevisionId id) {
        Row row = row(id);
        if (row.shown().state() != RevisionState.QUARANTINED) {
            throw new NotPossible(
                    "This list is " + row.shown().state().label() + ": only one that is quarantined can be decided.");
        }
        return row;
    }

    /** Keeps a suspicious list for an operator to decide; not a second time one that waits already or was rejected. */
    void quarantine(ProviderId provider, Optional<SpooledList> list, String hash, String reason, ImportReport report) {
        Instant now = clock.instant();
        Optional<Row> known = rows(provider).stream()
                .filter(each -> each.shown().state() == RevisionState.QUARANTINED
                        || each.shown().state() == RevisionState.REJECTED)
                .filter(each -> hash.isEmpty()
                        ? each.hash().isEmpty() && each.shown().reason().equals(reason)
                        : each.hash().equals(hash))
                .findFirst();
        if (known.isPresent()) {
            database.change(
                    handle -> RevisionTable.touch(handle, known.get().shown().id(), now));
            return;
        }
        String file =
                settings.quarantined() == 0 ? "" : list.map(quarantine::keep).orElse("");
        add(provider, RevisionState.QUARANTINED, reason, report, hash, file);
    }

    /** Remembers that a list could not be read; the same trouble again and again is one. */
    void failed(ProviderId provider, String reason) {
        Optional<ImportRevision> last = of(provider).stream().findFirst();
        if (last.isPresent()
                && last.get().state() == RevisionState.FAILED
                && last.get().reason().equals(reason)) {
            database.change(handle -> RevisionTable.touch(handle, last.get().id(), clock.instant()));
            return;
        }
        add(provider, RevisionState.FAILED, reason, ImportReport.NOTHING, "", "");
    }

    private void add(
            ProviderId provider, RevisionState state, String reason, ImportReport report, String hash, String file) {
        boolean done = false;
        try {
            database.change(handle -> {
                RevisionId id = RevisionTable.add(handle, provider, state, clock.instant());
                RevisionTable.describe(handle, id, reason, report, hash, file);
            });
            done = true;
        } finally {
            if (!done) {
                quarantine.delete(file);
            }
        }
        tidy(provider);
    }

    /** A good list came: nobody has to decide of the others. */
    void supersede(ProviderId provider) {
        end(
                rows(provider).stream()
                        .filter(each -> each.shown().state() == RevisionState.QUARANTINED)
                        .toList(),
                RevisionState.SUPERSEDED);
    }

    private void end(List<Row> waiting, RevisionState state) {
        for (Row each : waiting) {
            database.change(handle -> RevisionTable.decide(handle, each.shown().id(), state, clock.instant()));
            quarantine.delete(each.file());
        }
    }

    /** Gives up what has waited too long. */
    void expire() {
        Instant oldest = clock.instant().minus(settings.quarantineAge());
        end(
                database.read(RevisionTable::waiting).stream()
                        .filter(each -> each.shown().at().isBefore(oldest))
                        .toList(),
                RevisionState.EXPIRED);
    }

    /** Puts away what a process that was killed has left. Before anything is imported. */
    void start() {
        database.change(handle -> Staged.clearAll(handle, database.dialect()));
        Set<String> known = new HashSet<>();
        for (Row each : database.read(RevisionTable::waiting)) {
            if (quarantine.has(each.file())) {
                known.add(each.file());
            } else if (!each.file().isEmpty()) {
                end(List.of(each), RevisionState.EXPIRED);
            }
        }
        quarantine.keepOnly(known);
        expire();
    }

    /** Forgets what there is too much of. */
    void tidy(ProviderId provider) {
        List<Row> rows = rows(provider);
        end(
                of(rows, each -> each == RevisionState.QUARANTINED)
                        .filter(each -> !each.file().isEmpty())
                        .skip(settings.quarantined())
                        .toList(),
                RevisionState.EXPIRED);
        List<Row> applied = of(rows, Revisions::wasApplied).toList();
        Stream<Row> others = of(rows, each -> !wasApplied(each)).skip(settings.revisions());
        List<Row> leaving = Stream.concat(applied.stream().skip(settings.revisions()), others)
                .filter(each -> each.file().isEmpty())
                .toList();
        List<RevisionId> forgotten = new ArrayList<>(tooLarge(applied));
        leaving.forEach(each -> forgotten.add(each.shown().id()));
        forgotten.forEach(each -> database.change(handle -> RevisionTable.forgotten(handle, each)));
        BeforeImages.forget(database, forgotten);
        leaving.forEach(each -> database.change(
                handle -> RevisionTable.delete(handle, each.shown().id())));
    }

    /** Those whose former state is of no use any more, or takes too much room. */
    private List<RevisionId> tooLarge(List<Row> applied) {
        List<RevisionId> forgotten = new ArrayList<>();
        long kept = 0;
        boolean newest = true;
        for (Row each : applied) {
            if (each.shown().state() == RevisionState.APPLIED) {
                kept += each.images();
                if (newest || kept <= settings.revisionEntries()) {
                    newest = false;
                    continue;
                }
            }
            if (each.images() > 0) {
                forgotten.add(each.shown().id());
            }
        }
        return forgotten;
    }

    private static boolean wasApplied(RevisionState state) {
        return state == RevisionState.APPLIED || state == RevisionState.UNDONE;
    }

    private static Stream<Row> of(List<Row> rows, Predicate<RevisionState> state) {
        return rows.stream().filter(each -> state.test(each.shown().state()));
    }
}
