package masthead.rest;

import masthead.http.Exchange;
import masthead.vod.Details;
import masthead.vod.DetailsSeen;
import tools.jackson.core.JsonGenerator;

/** {@code /api/details}: the movies and series whose providers are being asked what they tell of them, or will be. */
public final class DetailRoutes extends Subject {
    private final Details details;

    public DetailRoutes(Details details) {
        this.details = details;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/details", this::show);
    }

    private void show(Exchange exchange) {
        DetailsSeen seen = details.seen();
        Json.reply(exchange, 200, json -> write(json, seen));
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
