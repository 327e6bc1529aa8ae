package masthead.rest;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** How this door writes JSON. */
final class Json {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String CONTENT_TYPE = "application/json";

    private Json() {}

    static byte[] bytes(Consumer<JsonGenerator> document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            document.accept(json);
        }
        return out.toByteArray();
    }

    static void reply(Exchange exchange, int status, Consumer<JsonGenerator> document) {
        exchange.with("Cache-Control", "no-store").reply(status, CONTENT_TYPE, bytes(document));
    }

    /** Replies {@code {"total":...,"items":[...]}}. */
    static <T> void replyList(Exchange exchange, int total, Iterable<T> items, Writer<T> writer) {
        reply(exchange, 200, json -> {
            json.writeStartObject();
            json.writeNumberProperty("total", total);
            json.writeArrayPropertyStart("items");
            items.forEach(item -> writer.write(json, item));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static void instant(JsonGenerator json, String name, Optional<Instant> instant) {
        if (instant.isPresent()) {
            json.writeStringProperty(name, instant.get().toString());
        } else {
            json.writeNullProperty(name);
        }
    }

    static void seconds(JsonGenerator json, String name, Optional<Duration> span) {
        if (span.isPresent()) {
            json.writeNumberProperty(name, span.get().toSeconds());
        } else {
            json.writeNullProperty(name);
        }
    }

    /** Writes one thing as a JSON object. */
    @FunctionalInterface
    interface Writer<T> {
        void write(JsonGenerator json, T thing);
    }
}
