package masthead.rest;

import java.util.List;
import java.util.function.Supplier;

/**
 * {@code /health/live} and {@code /health/ready}, for whoever restarts processes and whoever sends viewers to them: without login, and
 * without a name of anybody or anything.
 */
public final class HealthRoutes extends Subject {
    private static final Shape.Thing LIVE = Shape.thing("Live", Field.word("status", "", List.of("live")));
    private static final Shape.Thing READY = Shape.thing(
            "Ready",
            Field.word("status", "", List.of("ready", "not-ready")),
            Field.texts("reasons", "What is missing; none where it is ready."));

    private final Supplier<List<String>> missing;

    /** @param missing why it is not ready, in words that programs may depend on; may block, for a second at most */
    public HealthRoutes(Supplier<List<String>> missing) {
        this.missing = missing;
    }

    @Override
    void addTo(Door door) {
        door.on(
                        Operation.get("/health/live", "Whether the process answers")
                                .open()
                                .answers(LIVE),
                        HealthRoutes::live)
                .on(
                        Operation.get("/health/ready", "Whether viewers can be sent here, and why not")
                                .open()
                                .answers(READY)
                                .answers(503, READY),
                        this::ready);
    }

    /** Asks nothing of anybody else: a process is not to be restarted for a database that is away. */
    private static void live(Call call) {
        call.reply(200, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", "live");
            json.writeEndObject();
        });
    }

    private void ready(Call call) {
        List<String> reasons = missing.get();
        call.reply(reasons.isEmpty() ? 200 : 503, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", reasons.isEmpty() ? "ready" : "not-ready");
            json.writeArrayPropertyStart("reasons");
            reasons.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
