package masthead.rest;

import masthead.vod.Details;
import masthead.vod.DetailsSeen;
import tools.jackson.core.JsonGenerator;

/** {@code /api/details}: the movies and series whose providers are being asked what they tell of them, or will be. */
public final class DetailRoutes extends Subject {
    private static final Shape.Thing DETAILS = Shape.thing(
            "DetailsSeen",
            Field.large("asked", "How often since the start."),
            Field.large("failed", ""),
            Field.large("dropped", "Because too many waited."),
            Field.list(
                    "providers",
                    Shape.thing(
                            "DetailsOfProvider",
                            Field.id("provider", ""),
                            Field.count("waiting", ""),
                            Field.count("asking", ""),
                            Field.text("lastFailure", "Empty if there was none.")),
                    ""));

    private final Details details;

    public DetailRoutes(Details details) {
        this.details = details;
    }

    @Override
    void addTo(Door door) {
        door.on(
                Operation.get("/api/details", "How asking providers for what they tell of titles goes")
                        .answers(DETAILS),
                this::show);
    }

    private void show(Call call) {
        DetailsSeen seen = details.seen();
        call.reply(json -> write(json, seen));
    }

    private static void write(JsonGenerator json, DetailsSeen seen) {
        json.writeStartObject();
        json.writeNumberProperty("asked", seen.asked());
        json.writeNumberProperty("failed", seen.failed());
        json.writeNumberProperty("dropped", seen.dropped());
        json.writeArrayPropertyStart("providers");
        for (DetailsSeen.OfProvider each : seen.providers()) {
            json.writeStartObject();
            json.writeNumberProperty("provider", each.provider().value());
            json.writeNumberProperty("waiting", each.waiting());
            json.writeNumberProperty("asking", each.asking());
            json.writeStringProperty("lastFailure", each.lastFailure());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
