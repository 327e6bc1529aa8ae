package masthead.alerts;

import java.io.StringWriter;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Something that operators' programs are told.
 *
 * @param id the same for all webhooks and each try to send it
 * @param subject what it is about, such as {@code provider 3}
 * @param message for people; names no address and no password
 */
record Alert(String id, Occasion occasion, Instant at, String subject, String message) {
    private static final JsonFactory JSON = new JsonFactory();

    static Alert now(Occasion occasion, Instant at, String subject, String message) {
        return new Alert(UUID.randomUUID().toString(), occasion, at, subject, message);
    }

    /** As it is sent. */
    String json() {
        StringWriter out = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("id", id);
            json.writeStringProperty("event", occasion.word());
            json.writeStringProperty("at", at.toString());
            json.writeStringProperty("subject", subject);
            json.writeStringProperty("message", message);
            json.writeEndObject();
        }
        return out.toString();
    }
}
