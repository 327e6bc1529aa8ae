package masthead.rest;

import java.util.List;
import java.util.function.BooleanSupplier;
import masthead.metrics.Metrics;

/** {@code /health} and {@code /metrics}: without login, and without a name of anybody or anything. */
public final class OpenRoutes extends Subject {
    private static final Shape.Thing HEALTH =
            Shape.thing("Health", Field.word("status", "", List.of("up", "down")), Field.text("version", ""));

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
        door.on(
                        Operation.get("/health", "Whether the server works")
                                .open()
                                .answers(HEALTH)
                                .answers(503, HEALTH),
                        this::health)
                .on(
                        Operation.get("/metrics", "Numbers for Prometheus")
                                .open()
                                .answersFile("text/plain"),
                        this::metrics);
    }

    private void health(Call call) {
        boolean up = up();
        call.reply(up ? 200 : 503, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", up ? "up" : "down");
            json.writeStringProperty("version", version);
            json.writeEndObject();
        });
    }

    private void metrics(Call call) {
        call.exchange()
                .with("Cache-Control", "no-store")
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
