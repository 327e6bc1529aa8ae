package masthead.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes each event as one line: a JSON object with {@code time}, {@code level}, {@code logger}, {@code thread}, {@code message}, the
 * event's own key-values beside them, numbers and truths as such, and {@code error}, a fault with its stack. A key-value named as one of
 * those has an underscore before it. Any thread.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> OURS = Set.of("time", "level", "logger", "thread", "message", "error");

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("time", event.getInstant().toString());
            json.writeStringProperty("level", event.getLevel().toString());
            json.writeStringProperty("logger", event.getLoggerName());
            json.writeStringProperty("thread", event.getThreadName());
            json.writeStringProperty("message", event.getFormattedMessage());
            write(json, event.getKeyValuePairs());
            IThrowableProxy fault = event.getThrowableProxy();
            if (fault != null) {
                json.writeStringProperty(
                        "error", ThrowableProxyUtil.asString(fault).strip());
            }
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void write(JsonGenerator json, @Nullable List<KeyValuePair> pairs) {
        if (pairs == null) {
            return;
        }
        Set<String> written = new HashSet<>();
        for (KeyValuePair each : pairs) {
            String name = OURS.contains(each.key) ? "_" + each.key : each.key;
            if (written.add(name)) { // what comes twice would be no JSON that everybody reads
                json.writeName(name);
                write(json, each.value);
            }
        }
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            case Double number when Double.isFinite(number) -> json.writeNumber(number);
            default -> json.writeString(text(value));
        }
    }

    /** What cannot be told must not cost the line. */
    private static String text(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException e) {
            return value.getClass().getSimpleName();
        }
    }
}
