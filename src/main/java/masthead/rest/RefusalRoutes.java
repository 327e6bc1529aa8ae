package masthead.rest;

import java.util.List;
import masthead.access.Refusals;
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/refusals}: who wanted to watch lately and could not, and why. */
public final class RefusalRoutes extends Subject {
    private final Refusals refusals;

    public RefusalRoutes(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/refusals", this::list);
    }

    private void list(Exchange exchange) {
        List<Refusals.Entry> all = refusals.newest();
        Json.replyList(exchange, all.size(), all, RefusalRoutes::write);
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
