package masthead.rest;

import masthead.access.Role;
import masthead.catalog.Audit;
import masthead.catalog.AuditPage;
import masthead.catalog.AuditSearch;
import masthead.catalog.Catalogs;
import tools.jackson.core.JsonGenerator;

/** {@code /api/audit}: who changed what, and when. */
public final class AuditRoutes extends Subject {
    private static final Shape.Thing LINE = Shape.thing(
            "AuditLine",
            Field.large("id", ""),
            Field.time("at", ""),
            Field.text("operator", "With the token, if it was by one: root (token backup)."),
            Field.text("action", "Such as add, edit or remove."),
            Field.text("subject", "Such as channel 12."),
            Field.text("detail", ""));

    private final Catalogs catalogs;

    public AuditRoutes(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    void addTo(Door door) {
        door.on(
                Operation.get("/api/audit", "Who changed what, and when; newest first")
                        .by(Role.EDITOR)
                        .query(
                                Field.text("operator", "With all his tokens."),
                                Field.text("subject", "What a subject begins with, such as channel."),
                                Field.id(
                                        "before",
                                        "Only lines older than the one with this id: so pages stay while new ones come."))
                        .answersPageOf(LINE),
                this::list);
    }

    private void list(Call call) {
        AuditPage page = catalogs.history(
                new AuditSearch(call.text("operator"), call.text("subject"), call.whole("before")),
                call.offset(),
                call.limit());
        call.replyList(page.total(), page.lines(), AuditRoutes::write);
    }

    private static void write(JsonGenerator json, AuditPage.Numbered numbered) {
        Audit.Line line = numbered.line();
        json.writeStartObject();
        json.writeNumberProperty("id", numbered.id());
        json.writeStringProperty("at", line.at().toString());
        json.writeStringProperty("operator", line.operator());
        json.writeStringProperty("action", line.action());
        json.writeStringProperty("subject", line.subject());
        json.writeStringProperty("detail", line.detail());
        json.writeEndObject();
    }
}
