package masthead.format.xtream.in;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON as texts, numbers, truths, lists and maps; nulls are left out. */
final class Tree {
    private static final JsonFactory JSON = new JsonFactory();

    /** As it is written. */
    record Numeral(String digits) {}

    private Tree() {}

    /** The object the parser has just entered. */
    static Map<String, Object> object(JsonParser json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            Object value = value(json);
            if (value != null) {
                fields.put(name, value);
            }
        }
        return fields;
    }

    /** The list the parser has just entered. */
    static List<Object> list(JsonParser json) {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(json);
            if (value != null) {
                items.add(value);
            }
        }
        return items;
    }

    static @Nullable Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> list(json);
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(json.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> null;
        };
    }

    /** A single value as text; lists and objects, and nothing, are empty. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Numeral number -> number.digits();
            case Boolean truth -> truth ? "1" : "0";
            case null, default -> "";
        };
    }

    /** {@code value}'s own fields if it is an object; empty lists stand for empty objects. */
    @SuppressWarnings("unchecked") // only made here
    static Values values(@Nullable Object value) {
        return new Values(value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of());
    }

    /** The single values of an object, as an object; empty if there is none. */
    static String json(@Nullable Object value) {
        Map<String, Object> fields = values(value).fields();
        if (fields.isEmpty()) {
            return "";
        }
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            fields.forEach((name, each) -> {
                switch (each) {
                    case String text when text.length() <= 200 -> json.writeStringProperty(name, text);
                    case Numeral number
                    when number.digits().matches("-?\\d{1,18}(\\.\\d{1,9})?") -> {
                        json.writeName(name);
                        json.writeNumber(number.digits());
                    }
                    case Boolean truth -> json.writeBooleanProperty(name, truth);
                    default -> {}
                }
            });
            json.writeEndObject();
        }
        return out.toString();
    }
}
