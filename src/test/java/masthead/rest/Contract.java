package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import masthead.access.Access;
import masthead.http.Routes;
import org.jspecify.annotations.Nullable;

/** What the document of a server promises, to hold its answers against. */
final class Contract {
    private final Map<String, @Nullable Object> document;
    private final List<Promise> operations = new ArrayList<>();

    /** An operation of the document. */
    record Promise(String method, String template, Map<String, @Nullable Object> said) {
        String id() {
            return String.valueOf(said.get("operationId"));
        }

        boolean fits(String asked, String path) {
            String pattern = template.replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+");
            return method.equals(asked) && path.replaceAll("\\?.*", "").matches(pattern);
        }
    }

    Contract(String text) {
        document = Tree.object(Tree.read(text));
        Tree.object(document, "paths")
                .forEach((template, all) -> Tree.object(all)
                        .forEach((method, said) -> operations.add(
                                new Promise(method.toUpperCase(Locale.ROOT), template, Tree.object(said)))));
    }

    /** What these subjects say of themselves. */
    static Contract of(Access access, List<Subject> subjects) {
        Door door = new Door(new Routes(), access);
        subjects.forEach(each -> each.addTo(door));
        Document document = new Document("test", door.operations());
        return new Contract(new String(Json.bytes(json -> document.write(json, "")), StandardCharsets.UTF_8));
    }

    Map<String, @Nullable Object> document() {
        return document;
    }

    List<Promise> operations() {
        return operations;
    }

    /** The operation that is asked for; of two that fit, the one with fewer names in its address. */
    Optional<Promise> find(String method, String path) {
        return operations.stream()
                .filter(each -> each.fits(method, path))
                .min((a, b) -> Integer.compare(names(a), names(b)));
    }

    private static int names(Promise promise) {
        return promise.template().split("\\{", -1).length;
    }

    /** Fails unless this answer is one that the document promises of what was asked. */
    void check(String method, String path, HttpResponse<String> answer) {
        Optional<Promise> promise = find(method, path);
        if (promise.isEmpty()) {
            return; // an address or a method that is not there
        }
        String about = method + " " + path + " answered " + answer.statusCode() + " " + answer.body();
        Map<String, @Nullable Object> promised =
                resolved(Tree.object(promise.get().said(), "responses").get(Integer.toString(answer.statusCode())));
        assertThat(promised).as(about).isNotEmpty();
        Map<String, @Nullable Object> content = Tree.object(promised, "content");
        if (content.isEmpty()) {
            assertThat(answer.body()).as(about).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        assertThat(content.keySet()).as(about).contains(type);
        Map<String, @Nullable Object> schema = Tree.object(content, type, "schema");
        if (type.endsWith("json") && !"string".equals(schema.get("type"))) {
            List<String> wrong = new ArrayList<>();
            check(schema, Tree.read(answer.body()), "$", wrong);
            assertThat(wrong).as(about).isEmpty();
        }
    }

    Map<String, @Nullable Object> resolved(@Nullable Object schema) {
        Map<String, @Nullable Object> given = Tree.object(schema);
        return given.get("$ref") instanceof String ref
                ? Tree.object(document, ref.substring(2).split("/"))
                : given;
    }

    private void check(@Nullable Object given, @Nullable Object value, String at, List<String> wrong) {
        Map<String, @Nullable Object> schema = resolved(given);
        if (schema.get("oneOf") instanceof List<?> choices) {
            boolean fits = choices.stream().anyMatch(each -> {
                List<String> why = new ArrayList<>();
                check(each, value, at, why);
                return why.isEmpty();
            });
            if (!fits) {
                wrong.add(at + " is none of its choices: " + value);
            }
            return;
        }
        List<?> types = schema.get("type") instanceof List<?> many ? many : List.of(String.valueOf(schema.get("type")));
        if (types.stream().noneMatch(each -> is(String.valueOf(each), value))) {
            wrong.add(at + " is no " + types + ": " + value);
            return;
        }
        if (schema.get("enum") instanceof List<?> words && !words.contains(value)) {
            wrong.add(at + " is none of " + words + ": " + value);
        }
        if (value instanceof String text && "date-time".equals(schema.get("format")) && !isTime(text)) {
            wrong.add(at + " is no time: " + text);
        }
        if (value instanceof Number number) {
            checkBounds(schema, number.doubleValue(), at, wrong);
        }
        if (value instanceof Map<?, ?> object) {
            checkObject(schema, object, at, wrong);
        }
        if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                check(schema.get("items"), items.get(i), at + "[" + i + "]", wrong);
            }
        }
    }

    private static void checkBounds(Map<String, @Nullable Object> schema, double value, String at, List<String> wrong) {
        if (schema.get("minimum") instanceof Number least && value < least.doubleValue()) {
            wrong.add(at + " is less than " + least + ": " + value);
        }
        if (schema.get("maximum") instanceof Number most && value > most.doubleValue()) {
            wrong.add(at + " is more than " + most + ": " + value);
        }
    }

    private void checkObject(Map<String, @Nullable Object> schema, Map<?, ?> object, String at, List<String> wrong) {
        Map<String, @Nullable Object> known = Tree.object(schema, "properties");
        Tree.list(schema.get("required")).stream()
                .filter(each -> !object.containsKey(each))
                .forEach(each -> wrong.add(at + " lacks " + each));
        object.forEach((name, value) -> {
            Object rule = known.containsKey(name) ? known.get(name) : schema.get("additionalProperties");
            if (rule instanceof Map<?, ?>) {
                check(rule, value, at + "." + name, wrong);
            } else {
                wrong.add(at + " has " + name + ", which the document does not list");
            }
        });
    }

    private static boolean is(String type, @Nullable Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List<?>;
            case "object" -> value instanceof Map<?, ?>;
            case "null" -> value == null;
            default -> throw new IllegalArgumentException("a schema of type " + type);
        };
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** The ids of all operations. */
    Set<String> ids() {
        return operations.stream().map(Promise::id).collect(Collectors.toSet());
    }
}
