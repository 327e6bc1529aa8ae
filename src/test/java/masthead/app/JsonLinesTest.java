package masthead.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import masthead.config.Secret;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Events of the log as programs read them. */
class JsonLinesTest {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What was logged, as lines. */
    private static List<String> lines(Consumer<Logger> work) {
        LoggerContext context = new LoggerContext();
        JsonLines encoder = new JsonLines();
        List<String> lines = new ArrayList<>();
        AppenderBase<ILoggingEvent> kept = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
            }
        };
        kept.setContext(context);
        kept.start();
        Logger logger = context.getLogger("masthead.relay.Relays");
        logger.addAppender(kept);
        work.accept(logger);
        return lines;
    }

    /** The members of the one object that {@code line} is, with the kind of token each is. */
    static Map<String, String> read(String line) {
        Map<String, String> members = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken kind = json.nextToken();
                members.put(name, (kind == JsonToken.VALUE_STRING ? "" : kind + " ") + json.getString());
            }
            assertThat(json.nextToken()).isNull();
        }
        return members;
    }

    @Test
    void an_event_is_one_line_whose_key_values_are_members_of_their_kind() {
        List<String> lines = lines(log -> log.atInfo()
                .addKeyValue("channel", 7)
                .addKeyValue("bytes", 5_000_000_000L)
                .addKeyValue("again", true)
                .addKeyValue("share", 0.5)
                .addKeyValue("name", "News \"24\"\n\u0007 <b>ü</b>")
                .log("On air"));
        assertThat(lines).singleElement().asString().endsWith("}\n").doesNotContain("\u0007");
        assertThat(lines.getFirst().strip()).doesNotContain("\n");
        Map<String, String> members = read(lines.getFirst());
        assertThat(members.get("time")).matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z");
        assertThat(members)
                .containsEntry("level", "INFO")
                .containsEntry("logger", "masthead.relay.Relays")
                .containsEntry("thread", Thread.currentThread().getName())
                .containsEntry("message", "On air")
                .containsEntry("channel", "VALUE_NUMBER_INT 7")
                .containsEntry("bytes", "VALUE_NUMBER_INT 5000000000")
                .containsEntry("again", "VALUE_TRUE true")
                .containsEntry("share", "VALUE_NUMBER_FLOAT 0.5")
                .containsEntry("name", "News \"24\"\n\u0007 <b>ü</b>");
    }

    @Test
    void a_fault_is_in_its_line_with_its_stack_and_what_caused_it() {
        RuntimeException fault = new IllegalStateException("broken", new IllegalArgumentException("because"));
        List<String> lines = lines(log -> log.atError().setCause(fault).log("A request failed"));
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().strip()).doesNotContain("\n");
        assertThat(read(lines.getFirst()).get("error"))
                .startsWith("java.lang.IllegalStateException: broken\n\tat masthead.app.JsonLinesTest")
                .contains("Caused by: java.lang.IllegalArgumentException: because\n");
    }

    @Test
    void names_that_are_taken_or_come_twice_and_values_that_cannot_be_told_leave_it_json() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        };
        List<String> lines = lines(log -> log.atWarn()
                .addKeyValue("message", "mine")
                .addKeyValue("reason", "first")
                .addKeyValue("reason", "second")
                .addKeyValue("number", Double.NaN)
                .addKeyValue("broken", broken)
                .log("Hello {}", "you"));
        assertThat(read(lines.getFirst()))
                .containsEntry("message", "Hello you")
                .containsEntry("_message", "mine")
                .containsEntry("reason", "first")
                .containsEntry("number", "NaN")
                .containsKey("broken");
    }

    @Test
    void a_secret_is_no_more_readable_than_in_text() {
        assertThat(lines(log -> log.atInfo()
                        .addKeyValue("password", new Secret("s3cret"))
                        .log("x")))
                .noneMatch(line -> line.contains("s3cret"));
    }
}
