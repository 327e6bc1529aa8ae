package masthead.rest;

import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/**
 * The JSON object of a request: fields that are known, of types that are right. Anything else is a {@link Refusal} that names the
 * field and what is allowed.
 *
 * <p>Absent fields are absent; {@code null} is a value, allowed only where a field says so.
 */
final class Fields {
    private sealed interface Value {
        record Text(String text) implements Value {}

        record Whole(long number) implements Value {}

        record Fraction(double number) implements Value {}

        record Flag(boolean flag) implements Value {}

        /** Texts and whole numbers. */
        record Items(List<Value> items) implements Value {}

        /** An object in a list: its fields are checked when they are asked for. */
        record Inner(Fields fields) implements Value {}

        record Named(Map<String, String> texts) implements Value {}

        record Nothing() implements Value {}
    }

    private final Map<String, Field> known;
    private final Map<String, Value> values = new LinkedHashMap<>();

    private Fields(List<Field> known) {
        this.known = byName(known);
    }

    private static Map<String, Field> byName(List<Field> fields) {
        Map<String, Field> known = new LinkedHashMap<>();
        fields.forEach(each -> known.put(each.name(), each));
        return known;
    }

    /** Those that {@code body} has, of the {@code known}. */
    static Fields of(InputStream body, List<Field> known) {
        Fields fields = new Fields(known);
        try (JsonParser json = Json.FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw notJson("Send a JSON object with the fields " + String.join(", ", fields.known.keySet()) + ".");
            }
            fields.read(json);
            if (json.nextToken() != null) {
                throw notJson("There is more after the JSON object; send one object.");
            }
        } catch (JacksonException e) {
            throw notJson("The body is not valid JSON" + place(e) + ".");
        }
        return fields;
    }

    /** Where it is not; what is too large to be read has no place. */
    private static String place(JacksonException e) {
        @Nullable TokenStreamLocation at = e.getLocation();
        return at == null ? "" : ": line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private void read(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Field field = known.get(name);
            if (field == null) {
                throw new Refusal(new Problem(
                        400,
                        "unknown-field",
                        "Unknown field",
                        "There is no field '" + shortened(name) + "' here; allowed are "
                                + String.join(", ", known.keySet()) + ".",
                        Map.of("field", shortened(name))));
            }
            values.put(name, value(json, field));
        }
    }

    /** What was sent as {@code name}, which must be declared. */
    private @Nullable Value sent(String name) {
        declared(name);
        return values.get(name);
    }

    private Shape declared(String name) {
        Field field = known.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no field " + name + " is declared");
        }
        return field.shape();
    }

    /** Objects, each with the fields that are declared of them. */
    Optional<List<Fields>> objects(String name) {
        return switch (sent(name)) {
            case null -> Optional.empty();
            case Value.Items(List<Value> items) ->
                Optional.of(items.stream().map(each -> object(each, name)).toList());
            case Value _ -> throw wrong(name, "a list of objects");
        };
    }

    private static Fields object(Value item, String name) {
        if (item instanceof Value.Inner(Fields fields)) {
            return fields;
        }
        throw wrong(name, "a list of objects");
    }

    Optional<String> text(String name) {
        return switch (sent(name)) {
            case null -> Optional.empty();
            case Value.Text(String text) -> Optional.of(text);
            case Value _ -> throw wrong(name, "a text");
        };
    }

    /** A whole number within the bounds that are declared. */
    Optional<Integer> whole(String name) {
        if (!(declared(name) instanceof Shape.Whole(long least, long most))) {
            throw new IllegalArgumentException(name);
        }
        return switch (sent(name)) {
            case null -> Optional.empty();
            case Value.Whole(long number)
            when number >= least && number <= most -> Optional.of(Math.toIntExact(number));
            case Value _ -> throw wrong(name, "a whole number from " + least + " to " + most);
        };
    }

    /** A number from 0 to 1. */
    Optional<Double> fraction(String name) {
        return switch (sent(name)) {
            case null -> Optional.empty();
            case Value.Fraction(double number) when number >= 0 && number <= 1 -> Optional.of(number);
            case Value.Whole(long number) when number == 0 || number == 1 -> Optional.of((double) number);
            case Value _ -> throw wrong(name, "a number from 0 to 1");
        };
    }

    Optional<Boolean> flag(String name) {
        return switch (sent(name)) {
            case null -> Optional.empty();
            case Value.Flag(boolean flag) -> Optional.of(flag);
            case Value _ -> throw wrong(name, "true or false");
        };
    }

    /** A time with its offset, or {@code null} for never. */
    Optional<Optional<Instant>> instant(String name) {
        return switch (sent(name)) {
            case null -> Optional.empty();
            case Value.Nothing() -> Optional.of(Optional.empty());
            case Value.Text(String text) -> Optional.of(Optional.of(instant(name, text)));
            case Value _ -> throw wrong(name, "a time such as 2027-01-31T00:00:00Z, or null for never");
        };
    }

    Optional<List<String>> texts(String name) {
        return switch (sent(name)) {
            case null -> Optional.empty();
            case Value.Items(List<Value> items) ->
                Optional.of(items.stream().map(each -> text(each, name)).toList());
            case Value _ -> throw wrong(name, "a list of texts");
        };
    }

    private static String text(Value item, String name) {
        if (item instanceof Value.Text(String text)) {
            return text;
        }
        throw wrong(name, "a list of texts");
    }

    /** Ids: whole numbers from 1. */
    Optional<List<Integer>> ids(String name) {
        return switch (sent(name)) {
            case null -> Optional.empty();
            case Value.Items(List<Value> items) ->
                Optional.of(items.stream().map(each -> id(each, name)).toList());
            case Value _ -> throw wrong(name, "a list of ids");
        };
    }

    /** An id, or {@code null} for none. */
    Optional<Optional<Integer>> idOrNothing(String name) {
        return switch (sent(name)) {
            case null -> Optional.empty();
            case Value.Nothing() -> Optional.of(Optional.empty());
            case Value.Whole(long number)
            when number >= 1 && number <= Integer.MAX_VALUE -> Optional.of(Optional.of((int) number));
            case Value _ -> throw wrong(name, "an id, or null for none");
        };
    }

    /** A whole number from 0, or {@code null}. */
    Optional<Optional<Integer>> wholeOrNothing(String name) {
        if (sent(name) instanceof Value.Nothing) {
            return Optional.of(Optional.empty());
        }
        Optional<Integer> whole = whole(name);
        return whole.isEmpty() ? Optional.empty() : Optional.of(whole);
    }

    /** Ids, or {@code null} for all. */
    Optional<Optional<List<Integer>>> idsOrAll(String name) {
        if (sent(name) instanceof Value.Nothing) {
            return Optional.of(Optional.empty());
        }
        Optional<List<Integer>> ids = ids(name);
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids);
    }

    private static int id(Value item, String name) {
        if (item instanceof Value.Whole(long number) && number >= 1 && number <= Integer.MAX_VALUE) {
            return (int) number;
        }
        throw wrong(name, "a list of ids");
    }

    /** Texts by name. */
    Optional<Map<String, String>> named(String name) {
        return switch (sent(name)) {
            case null -> Optional.empty();
            case Value.Named(Map<String, String> texts) -> Optional.of(texts);
            case Value _ -> throw wrong(name, "an object of texts, such as {\"Referer\":\"http://example.net/\"}");
        };
    }

    /** Whole seconds, or {@code null} for the default. */
    Optional<Optional<Duration>> seconds(String name) {
        return switch (sent(name)) {
            case null -> Optional.empty();
            case Value.Nothing() -> Optional.of(Optional.empty());
            case Value.Whole(long number)
            when number >= 0 && number <= Integer.MAX_VALUE -> Optional.of(Optional.of(Duration.ofSeconds(number)));
            case Value _ -> throw wrong(name, "whole seconds, or null for the default");
        };
    }

    static <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> new Refusal(Problem.field(name, "The field '" + name + "' is missing.")));
    }

    static Refusal wrong(String name, String wanted) {
        return new Refusal(Problem.field(name, "The field '" + name + "' must be " + wanted + "."));
    }

    private static Instant instant(String name, String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
                throw wrong(name, "a time between the years 1970 and 9999");
            }
            return instant;
        } catch (DateTimeException e) {
            throw wrong(name, "a time such as 2027-01-31T00:00:00Z, or null for never");
        }
    }

    private static Value value(JsonParser json, Field field) {
        String name = field.name();
        @Nullable JsonToken token = json.nextToken();
        return switch (token) {
            case VALUE_STRING -> new Value.Text(json.getString());
            case VALUE_TRUE -> new Value.Flag(true);
            case VALUE_FALSE -> new Value.Flag(false);
            case VALUE_NULL -> new Value.Nothing();
            case VALUE_NUMBER_INT -> whole(json, name);
            case VALUE_NUMBER_FLOAT -> new Value.Fraction(json.getDoubleValue());
            case START_ARRAY -> new Value.Items(items(json, field));
            case START_OBJECT -> new Value.Named(named(json, name));
            case null, default -> throw wrong(name, "a text, a number, true, false, null, a list or an object");
        };
    }

    private static Value whole(JsonParser json, String name) {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw wrong(name, "a whole number from 0 to " + Integer.MAX_VALUE);
        }
        return new Value.Whole(json.getLongValue());
    }

    private static List<Value> items(JsonParser json, Field field) {
        String name = field.name();
        List<Value> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(
                    switch (json.currentToken()) {
                        case VALUE_STRING -> new Value.Text(json.getString());
                        case VALUE_NUMBER_INT -> whole(json, name);
                        case START_OBJECT -> new Value.Inner(inner(json, field));
                        case null, default -> throw wrong(name, "a list of texts, of whole numbers or of objects");
                    });
        }
        return items;
    }

    private static Fields inner(JsonParser json, Field field) {
        if (field.shape() instanceof Shape.Items(Shape.Thing(String _, List<Field> known))) {
            Fields fields = new Fields(known);
            fields.read(json);
            return fields;
        }
        throw wrong(field.name(), "a list of texts or of whole numbers");
    }

    private static Map<String, String> named(JsonParser json, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw wrong(name, "an object of texts");
            }
            texts.put(key, json.getString());
        }
        return texts;
    }

    private static Refusal notJson(String detail) {
        return new Refusal(new Problem(400, "not-json", "Not the JSON that was expected", detail));
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
