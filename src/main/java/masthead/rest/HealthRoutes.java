package masthead.rest;

import java.util.List;
import java.util.function.Supplier;
import masthead.http.Exchange;

/**
 * {@code /health/live} and {@code /health/ready}, for whoever restarts processes and whoever sends viewers to them: without login, and
 * without a name of anybody or anything.
 */
public final class HealthRoutes extends Subject {
    private final Supplier<List<String>> missing;

    /** @param missing why it is not ready, in words that programs may depend on; may block, for a second at most */
    public HealthRoutes(Supplier<List<String>> missing) {
        this.missing = missing;
    }

    @Override
    void addTo(Door door) {
        door.open("/health/live", HealthRoutes::live).open("/health/ready", this::ready);
    }

    /** Asks nothing of anybody else: a process is not to be restarted for a database that is away. */
    private static void live(Exchange exchange) {
        Json.reply(exchange, 200, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", "live");
            json.writeEndObject();
        });
    }

    private void ready(Exchange exchange) {
        List<String> reasons = missing.get();
        Json.reply(exchange, reasons.isEmpty() ? 200 : 503, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", reasons.isEmpty() ? "ready" : "not-ready");
            json.writeArrayPropertyStart("reasons");
            reasons.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
