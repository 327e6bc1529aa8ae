package masthead.rest;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import masthead.catalog.Catalogs;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import masthead.headend.EntryCounts;
import masthead.headend.ImportPreview;
import masthead.headend.ImportReport;
import masthead.headend.ImportRevision;
import masthead.headend.ProviderImport;
import masthead.headend.RevisionId;
import tools.jackson.core.JsonGenerator;

/** {@code /api/revisions}: what was done with providers' lists, suspicious ones that wait, and undoing. */
public final class RevisionRoutes extends Subject {
    static final Shape.Thing COUNTS = Shape.thing(
            "EntryCounts",
            Field.count("new", ""),
            Field.count("changed", ""),
            Field.count("moved", "To another group."),
            Field.count("gone", ""),
            Field.count("returned", ""),
            Field.count("unchanged", ""));
    private static final Shape.Thing SAMPLE = Shape.thing(
            "EntrySample",
            Field.text("name", ""),
            Field.text("group", ""),
            Field.text("oldName", ""),
            Field.text("oldGroup", ""));
    static final Shape.Thing CATEGORY =
            Shape.thing("EntryCategory", Field.text("name", ""), Field.of("counts", COUNTS, ""));
    static final Shape SAMPLES = new Shape.Named(new Shape.Items(SAMPLE));
    private static final Shape.Thing REVISION = Shape.thing(
            "Revision",
            Field.id("id", ""),
            Field.id("provider", ""),
            Field.time("at", ""),
            Field.text("state", "Such as applied, quarantined, rejected or undone."),
            Field.text("reason", "Why it waits; empty if it does not."),
            Field.flag("undoable", ""),
            Field.flag("acceptable", ""),
            Field.time("decidedAt", "").canBeNull(),
            Field.of("counts", COUNTS, ""));
    private static final Shape.Thing REVISION_IN_FULL = REVISION.and(
            "RevisionInFull",
            Field.list("categories", CATEGORY, ""),
            Field.count("categoriesLeftOut", "They are too many to be told."),
            Field.of("samples", SAMPLES, "A few of each sort."),
            Field.namedCounts("skipped", "Entries that could not be read, by their reasons."));

    private final Catalogs catalogs;
    private final ProviderImport imports;

    public RevisionRoutes(Catalogs catalogs, ProviderImport imports) {
        this.catalogs = catalogs;
        this.imports = imports;
    }

    @Override
    void addTo(Door door) {
        door.on(
                        Operation.get(
                                        "/api/providers/{id}/revisions",
                                        "What was done with a provider's lists, newest first")
                                .answersPageOf(REVISION),
                        this::list)
                .on(
                        Operation.get("/api/quarantine", "Suspicious lists that wait for a decision")
                                .answersPageOf(REVISION),
                        this::waiting)
                .on(
                        Operation.get("/api/revisions/{id}", "One of these, with what it changed")
                                .answers(REVISION_IN_FULL),
                        call -> reply(call, imports.revisions().find(id(call))))
                .on(
                        Operation.post("/api/revisions/{id}/undo", "Puts back what was before it")
                                .answers(REVISION_IN_FULL)
                                .refuses(409),
                        call -> reply(call, imports.revisions().undo(id(call))))
                .on(
                        Operation.post("/api/revisions/{id}/reject", "Throws a list away that waits")
                                .answers(REVISION_IN_FULL)
                                .refuses(409),
                        call -> reply(call, imports.revisions().reject(id(call))))
                .on(
                        Operation.post("/api/revisions/{id}/accept", "Applies a list that waits")
                                .answers(REVISION_IN_FULL)
                                .refuses(409),
                        this::accept);
    }

    private void list(Call call) {
        ProviderId id = new ProviderId(call.id());
        Provider provider = catalogs.current().provider(id).orElseThrow(() -> new NoSuchEntry("provider", id));
        replyAll(call, imports.revisions().of(provider.id()));
    }

    private void waiting(Call call) {
        replyAll(call, imports.revisions().waiting());
    }

    private void accept(Call call) {
        RevisionId id = id(call);
        imports.accept(id);
        reply(call, imports.revisions().find(id));
    }

    private static RevisionId id(Call call) {
        return new RevisionId(call.id());
    }

    private static void replyAll(Call call, List<ImportRevision> revisions) {
        call.replyPageOf(revisions, (json, each) -> {
            json.writeStartObject();
            writeHead(json, each);
            json.writeEndObject();
        });
    }

    private static void reply(Call call, ImportRevision revision) {
        call.reply(json -> {
            json.writeStartObject();
            writeHead(json, revision);
            writeDetails(json, revision.report());
            json.writeEndObject();
        });
    }

    /** What a list would do: it would be applied, or it would wait and why. */
    static void reply(Call call, ImportPreview preview) {
        call.reply(json -> {
            json.writeStartObject();
            json.writeStringProperty("outcome", preview.trouble().isEmpty() ? "applicable" : "suspicious");
            preview.trouble().ifPresent(why -> json.writeStringProperty("reason", why));
            json.writeName("counts");
            write(json, preview.report().total());
            writeDetails(json, preview.report());
            json.writeEndObject();
        });
    }

    private static void writeHead(JsonGenerator json, ImportRevision revision) {
        json.writeNumberProperty("id", revision.id().value());
        json.writeNumberProperty("provider", revision.provider().value());
        json.writeStringProperty("at", revision.at().toString());
        json.writeStringProperty("state", revision.state().label());
        json.writeStringProperty("reason", revision.reason());
        json.writeBooleanProperty("undoable", revision.undoable());
        json.writeBooleanProperty("acceptable", revision.acceptable());
        Json.instant(json, "decidedAt", revision.decidedAt());
        json.writeName("counts");
        write(json, revision.report().total());
    }

    private static void writeDetails(JsonGenerator json, ImportReport report) {
        json.writeArrayPropertyStart("categories");
        for (ImportReport.Category each : report.categories()) {
            json.writeStartObject();
            json.writeStringProperty("name", each.name());
            json.writeName("counts");
            write(json, each.counts());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("categoriesLeftOut", report.categoriesLeftOut());
        json.writeObjectPropertyStart("samples");
        for (ImportReport.Sort sort : ImportReport.Sort.values()) {
            json.writeArrayPropertyStart(sort.name().toLowerCase(Locale.ROOT));
            for (ImportReport.Sample each : report.samples(sort)) {
                json.writeStartObject();
                json.writeStringProperty("name", each.name());
                json.writeStringProperty("group", each.group());
                json.writeStringProperty("oldName", each.oldName());
                json.writeStringProperty("oldGroup", each.oldGroup());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("skipped");
        new TreeMap<>(report.skipped()).forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, EntryCounts counts) {
        json.writeStartObject();
        json.writeNumberProperty("new", counts.fresh());
        json.writeNumberProperty("changed", counts.changed());
        json.writeNumberProperty("moved", counts.moved());
        json.writeNumberProperty("gone", counts.gone());
        json.writeNumberProperty("returned", counts.returned());
        json.writeNumberProperty("unchanged", counts.unchanged());
        json.writeEndObject();
    }
}
