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
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/revisions}: what was done with providers' lists, suspicious ones that wait, and undoing. */
public final class RevisionRoutes extends Subject {
    private final Catalogs catalogs;
    private final ProviderImport imports;

    public RevisionRoutes(Catalogs catalogs, ProviderImport imports) {
        this.catalogs = catalogs;
        this.imports = imports;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/providers/{id}/revisions", this::list)
                .on("GET", "/api/quarantine", this::waiting)
                .on(
                        "GET",
                        "/api/revisions/{id}",
                        exchange -> reply(exchange, imports.revisions().find(id(exchange))))
                .on(
                        "POST",
                        "/api/revisions/{id}/undo",
                        exchange -> reply(exchange, imports.revisions().undo(id(exchange))))
                .on(
                        "POST",
                        "/api/revisions/{id}/reject",
                        exchange -> reply(exchange, imports.revisions().reject(id(exchange))))
                .on("POST", "/api/revisions/{id}/accept", this::accept);
    }

    private void list(Exchange exchange) {
        ProviderId id = new ProviderId(Door.id(exchange));
        Provider provider = catalogs.current().provider(id).orElseThrow(() -> new NoSuchEntry("provider", id));
        replyAll(exchange, imports.revisions().of(provider.id()));
    }

    private void waiting(Exchange exchange) {
        replyAll(exchange, imports.revisions().waiting());
    }

    private void accept(Exchange exchange) {
        RevisionId id = id(exchange);
        imports.accept(id);
        reply(exchange, imports.revisions().find(id));
    }

    private static RevisionId id(Exchange exchange) {
        return new RevisionId(Door.id(exchange));
    }

    private static void replyAll(Exchange exchange, List<ImportRevision> revisions) {
        Json.replyList(exchange, revisions.size(), revisions, (json, each) -> {
            json.writeStartObject();
            writeHead(json, each);
            json.writeEndObject();
        });
    }

    private static void reply(Exchange exchange, ImportRevision revision) {
        Json.reply(exchange, 200, json -> {
            json.writeStartObject();
            writeHead(json, revision);
            writeDetails(json, revision.report());
            json.writeEndObject();
        });
    }

    /** What a list would do: it would be applied, or it would wait and why. */
    static void reply(Exchange exchange, ImportPreview preview) {
        Json.reply(exchange, 200, json -> {
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
