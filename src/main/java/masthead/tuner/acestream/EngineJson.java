package masthead.tuner.acestream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What an engine answered, read leniently: unknown fields are kept and never looked at, numbers may be texts (docs/4-protocols/
 * acestream.md, "JSON answer"). Immutable.
 */
final class EngineJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int DEEPEST = 8;
    private static final int MOST_FIELDS = 1000;
    /** It reaches logs and operators. */
    private static final int LONGEST_ERROR = 200;

    static final EngineJson NOTHING = new EngineJson(Map.of());

    private final Map<String, Object> fields;

    private EngineJson(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Empty if it is no JSON object. */
    static Optional<EngineJson> read(String text) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return json.nextToken() == JsonToken.START_OBJECT
                    ? Optional.of(new EngineJson(object(json, 0)))
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> object(JsonParser json, int depth) {
        Map<String, Object> read = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            Object value = value(json, depth);
            if (value != NOTHING && read.size() < MOST_FIELDS) {
                read.put(name, value);
            }
        }
        return read;
    }

    /** {@link #NOTHING} for null. */
    private static Object value(JsonParser json, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("too deep");
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> new EngineJson(object(json, depth + 1));
            case START_ARRAY -> {
                List<Object> all = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    Object value = value(json, depth + 1);
                    if (all.size() < MOST_FIELDS) {
                        all.add(value);
                    }
                }
                yield all;
            }
            case VALUE_NULL -> NOTHING;
            default -> json.getString();
        };
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** An object within; {@link #NOTHING} if there is none of this name. */
    EngineJson in(String name) {
        return fields.get(name) instanceof EngineJson object ? object : NOTHING;
    }

    /** A text, number or truth value, as it was written. */
    Optional<String> text(String name) {
        return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    OptionalLong number(String name) {
        try {
            return fields.get(name) instanceof String text
                    ? OptionalLong.of((long) Double.parseDouble(text))
                    : OptionalLong.empty();
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    /** 1 and true; anything else is not. */
    boolean truth(String name) {
        return text(name)
                .filter(text -> text.equals("1") || text.equals("true"))
                .isPresent();
    }

    /** What is wrong, if anything is, its first 200 characters: {@code "error": "text"}, or as {@code /server/api} has it, an object with a message. */
    Optional<String> error() {
        return text("error")
                .filter(text -> !text.isEmpty())
                .or(() -> in("error").text("message"))
                .map(text -> text.substring(0, Math.min(LONGEST_ERROR, text.length())));
    }
}
