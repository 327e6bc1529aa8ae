package masthead.rest;

import java.util.function.BooleanSupplier;
import masthead.http.Exchange;
import masthead.metrics.Metrics;

/** {@code /health} and {@code /metrics}: without login, and without a name of anybody or anything. */
public final class OpenRoutes extends Subject {
    private final Metrics metrics;
    private final String version;
    private final BooleanSupplier databaseAnswers;

    /** @param databaseAnswers asks the database something cheap; may block, and throwing means no */
    public OpenRoutes(Metrics metrics, String version, BooleanSupplier databaseAnswers) {
        this.metrics = metrics;
        this.version = version;
        this.databaseAnswers = databaseAnswers;
    }

    @Override
    void addTo(Door door) {
        door.open("/health", this::health).open("/metrics", this::metrics);
    }

    private void health(Exchange exchange) {
        boolean up = up();
        Json.reply(exchange, up ? 200 : 503, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", up ? "up" : "down");
            json.writeStringProperty("version", version);
            json.writeEndObject();
        });
    }

    private void metrics(Exchange exchange) {
        exchange.with("Cache-Control", "no-store")
                .reply(200, "text/plain; version=0.0.4; charset=utf-8", metrics.page());
    }

    private boolean up() {
        try {
            return databaseAnswers.getAsBoolean();
        } catch (RuntimeException e) {
            return false; // whoever asks is told; the database's own log says why
        }
    }
}
