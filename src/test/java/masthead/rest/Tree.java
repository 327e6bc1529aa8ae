package masthead.rest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** JSON as maps, lists, texts, numbers, flags and nulls. */
final class Tree {
    private Tree() {}

    static @Nullable Object read(String text) {
        try (JsonParser json = Json.FACTORY.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            Object read = value(json);
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("more than one value");
            }
            return read;
        }
    }

    /** The object at this path of names; an empty one if there is none. */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> object(@Nullable Object in, String... names) {
        Object found = in;
        for (String name : names) {
            found = found == null ? null : ((Map<String, Object>) found).get(name);
        }
        return found == null ? Map.of() : (Map<String, @Nullable Object>) found;
    }

    @SuppressWarnings("unchecked")
    static List<@Nullable Object> list(@Nullable Object in) {
        return in == null ? List.of() : (List<@Nullable Object>) in;
    }

    static String written(@Nullable Object value) {
        return new String(Json.bytes(json -> write(json, value)), StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Map<?, ?> object -> {
                json.writeStartObject();
                object.forEach((name, each) -> {
                    json.writeName(String.valueOf(name));
                    write(json, each);
                });
                json.writeEndObject();
            }
            case List<?> items -> {
                json.writeStartArray();
                items.forEach(each -> write(json, each));
                json.writeEndArray();
            }
            case String text -> json.writeString(text);
            case Double number -> json.writeNumber(number);
            case Number number -> json.writeNumber(number.longValue());
            case Boolean flag -> json.writeBoolean(flag);
            default -> throw new IllegalArgumentException("no JSON: " + value);
        }
    }

    private static @Nullable Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> all = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    all.put(name, value(json));
                }
                yield all;
            }
            case START_ARRAY -> {
                List<@Nullable Object> all = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    all.add(value(json));
                }
                yield all;
            }
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("unexpected " + json.currentToken());
        };
    }
}
