package masthead.rest;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** How this door writes JSON. */
final class Json {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    static byte[] bytes(Consumer<JsonGenerator> document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            document.accept(json);
        }
        return out.toByteArray();
    }

    /** The fields {@code total} and {@code items}. */
    static <T> void list(JsonGenerator json, int total, Iterable<T> items, Writer<T> writer) {
        json.writeNumberProperty("total", total);
        json.writeArrayPropertyStart("items");
        items.forEach(item -> writer.write(json, item));
        json.writeEndArray();
    }

    /** A text, or {@code null} for none. */
    static void text(JsonGenerator json, String name, Optional<String> text) {
        if (text.isPresent()) {
            json.writeStringProperty(name, text.get());
        } else {
            json.writeNullProperty(name);
        }
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
