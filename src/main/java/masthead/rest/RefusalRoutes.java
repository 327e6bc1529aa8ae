package masthead.rest;

import java.util.List;
import masthead.access.Refusals;
import tools.jackson.core.JsonGenerator;

/** {@code /api/refusals}: who wanted to watch lately and could not, and why. */
public final class RefusalRoutes extends Subject {
    private static final Shape.Thing REFUSAL = Shape.thing(
            "Refusal",
            Field.time("at", "When it happened last."),
            Field.time("first", "When it happened first."),
            Field.count("times", "How often in a row."),
            Field.text("username", "As it was sent."),
            Field.id("channel", "").canBeNull(),
            Field.text("asked", "The channel's name, or what was asked for."),
            Field.text("address", "The network address of the player."),
            Field.text("userAgent", ""),
            Field.count("status", "The HTTP status it was answered with."),
            Field.text("cause", "A word that stays, such as expired or full."),
            Field.text("reason", "For people."));

    private final Refusals refusals;

    public RefusalRoutes(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    void addTo(Door door) {
        door.on(
                Operation.get("/api/refusals", "Who wanted to watch lately and could not, and why; newest first")
                        .answersPageOf(REFUSAL),
                this::list);
    }

    private void list(Call call) {
        List<Refusals.Entry> all = refusals.newest();
        call.replyPageOf(all, RefusalRoutes::write);
    }

    private static void write(JsonGenerator json, Refusals.Entry entry) {
        var play = entry.play();
        json.writeStartObject();
        json.writeStringProperty("at", entry.last().toString());
        json.writeStringProperty("first", entry.first().toString());
        json.writeNumberProperty("times", entry.times());
        json.writeStringProperty("username", play.username());
        if (play.channel().isPresent()) {
            json.writeNumberProperty("channel", play.channel().get().value());
        } else {
            json.writeNullProperty("channel");
        }
        json.writeStringProperty("asked", play.asked());
        json.writeStringProperty("address", play.device().address());
        json.writeStringProperty("userAgent", play.device().userAgent());
        json.writeNumberProperty("status", play.status());
        json.writeStringProperty("cause", play.cause());
        json.writeStringProperty("reason", play.reason());
        json.writeEndObject();
    }
}
