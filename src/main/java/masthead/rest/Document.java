package masthead.rest;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import masthead.access.Role;
import tools.jackson.core.JsonGenerator;

/** All operations as an OpenAPI document (OpenAPI Specification 3.1.1; schemas are JSON Schema 2020-12). */
final class Document {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final List<Field> PAGING = List.of(Operation.LIMIT, Operation.OFFSET);

    private final String version;
    private final Collection<Operation> operations;
    /** Things that have a name, each once. */
    private final Map<String, Shape.Thing> things = new TreeMap<>();

    /** @throws IllegalStateException if two things that differ have one name, or two operations one id */
    Document(String version, Collection<Operation> operations) {
        this.version = version;
        this.operations = List.copyOf(operations);
        for (Operation each : operations) {
            each.fields().forEach(field -> collect(field.shape()));
            for (Operation.Answer answer : each.answers()) {
                if (answer instanceof Operation.Answer.Json(int _, Shape.Thing thing)) {
                    collect(thing);
                }
            }
        }
        if (operations.stream().map(Operation::id).distinct().count() != operations.size()) {
            throw new IllegalStateException("two operations have one id");
        }
    }

    private void collect(Shape shape) {
        switch (shape) {
            case Shape.Thing thing -> {
                Shape.Thing known = thing.name().isEmpty() ? null : things.putIfAbsent(thing.name(), thing);
                if (known != null && !known.equals(thing)) {
                    throw new IllegalStateException("two things are called " + thing.name());
                }
                thing.fields().forEach(each -> collect(each.shape()));
            }
            case Shape.Items(Shape each) -> collect(each);
            case Shape.Named(Shape each) -> collect(each);
            case Shape.Text _, Shape.Whole _, Shape.Numeric _, Shape.Flag _ -> {}
        }
    }

    /** @param path where this server's addresses begin, as the client knows them: a path, or nothing */
    void write(JsonGenerator json, String path) {
        json.writeStartObject();
        json.writeStringProperty("openapi", "3.1.1");
        object(json, "info", () -> {
            json.writeStringProperty("title", "Masthead");
            json.writeStringProperty("version", version);
            json.writeStringProperty(
                    "description",
                    "What operators can do by programs. Errors are problems (RFC 9457): depend on their type, not on their"
                            + " words. Lists tell how many there are in total, and a part of them as limit and offset ask"
                            + " for it, in an order that stays. A field that is not listed here is refused.");
            object(json, "license", () -> {
                json.writeStringProperty("name", "Apache-2.0");
                json.writeStringProperty("identifier", "Apache-2.0");
            });
        });
        json.writeArrayPropertyStart("servers");
        json.writeStartObject();
        json.writeStringProperty("url", path.isEmpty() ? "/" : path);
        json.writeEndObject();
        json.writeEndArray();
        writeTags(json);
        object(
                json,
                "paths",
                () -> byTemplate()
                        .forEach((template, all) -> object(
                                json,
                                template,
                                () -> all.forEach(each -> object(
                                        json,
                                        each.method().toLowerCase(java.util.Locale.ROOT),
                                        () -> write(json, each))))));
        object(json, "components", () -> writeComponents(json));
        json.writeEndObject();
    }

    private Map<String, List<Operation>> byTemplate() {
        return operations.stream()
                .collect(Collectors.groupingBy(Operation::template, LinkedHashMap::new, Collectors.toList()));
    }

    private void writeTags(JsonGenerator json) {
        json.writeArrayPropertyStart("tags");
        for (String each : operations.stream().map(Operation::subject).collect(Collectors.toCollection(TreeSet::new))) {
            json.writeStartObject();
            json.writeStringProperty("name", each);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    // ---- an operation ----

    private static void write(JsonGenerator json, Operation operation) {
        json.writeStringProperty("operationId", operation.id());
        json.writeStringProperty("summary", operation.says());
        json.writeStringProperty("description", description(operation));
        json.writeArrayPropertyStart("tags");
        json.writeString(operation.subject());
        json.writeEndArray();
        writeSecurity(json, operation);
        json.writeArrayPropertyStart("parameters");
        operation.segments().forEach(each -> writeSegment(json, each));
        operation.query().forEach(each -> writeParameter(json, each));
        json.writeEndArray();
        writeBody(json, operation.sent());
        object(json, "responses", () -> {
            operation.answers().forEach(each -> write(json, each));
            operation.problems().stream()
                    .filter(status -> operation.answers().stream().noneMatch(each -> each.status() == status))
                    .forEach(status -> object(
                            json,
                            status.toString(),
                            () -> json.writeStringProperty("$ref", "#/components/responses/Problem")));
        });
    }

    private static String description(Operation operation) {
        String needed = switch (operation.login()) {
            case NONE -> "Needs no login.";
            case ANY -> "Role: " + operation.role().word() + "; scope: " + scope(operation.role()) + ".";
            case PASSWORD -> "Role: " + operation.role().word() + "; not by a token.";
        };
        return operation.more().isEmpty() ? needed : operation.more() + " " + needed;
    }

    private static String scope(Role role) {
        return masthead.access.Scope.word(role);
    }

    private static void writeSecurity(JsonGenerator json, Operation operation) {
        json.writeArrayPropertyStart("security");
        if (operation.login() != Operation.Login.NONE) {
            writeScheme(json, "password", List.of());
        }
        if (operation.login() == Operation.Login.ANY) {
            writeScheme(json, "token", List.of(scope(operation.role())));
        }
        json.writeEndArray();
    }

    private static void writeScheme(JsonGenerator json, String name, List<String> scopes) {
        json.writeStartObject();
        json.writeArrayPropertyStart(name);
        scopes.forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeSegment(JsonGenerator json, String name) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("in", "path");
        json.writeBooleanProperty("required", true);
        json.writeName("schema");
        write(json, Call.segment(name), "", false);
        json.writeEndObject();
    }

    private static void writeParameter(JsonGenerator json, Field field) {
        json.writeStartObject();
        if (PAGING.contains(field)) {
            json.writeStringProperty("$ref", "#/components/parameters/" + field.name());
        } else {
            writeParameterFields(json, field);
        }
        json.writeEndObject();
    }

    private static void writeParameterFields(JsonGenerator json, Field field) {
        json.writeStringProperty("name", field.name());
        json.writeStringProperty("in", "query");
        json.writeStringProperty("description", field.says());
        json.writeName("schema");
        write(json, field.shape(), "", false);
    }

    private static void writeBody(JsonGenerator json, Operation.Sent sent) {
        switch (sent) {
            case Operation.Sent.Nothing() -> {}
            case Operation.Sent.Json(List<Field> fields) ->
                object(json, "requestBody", () -> {
                    json.writeBooleanProperty("required", true);
                    content(json, "application/json", () -> writeObject(json, fields, Field.Presence.MUST));
                });
            case Operation.Sent.File(String type) ->
                object(json, "requestBody", () -> {
                    json.writeBooleanProperty("required", true);
                    content(json, type, () -> json.writeStringProperty("type", "string"));
                });
        }
    }

    private static void write(JsonGenerator json, Operation.Answer answer) {
        object(json, Integer.toString(answer.status()), () -> {
            switch (answer) {
                case Operation.Answer.Nothing _ -> json.writeStringProperty("description", "Done.");
                case Operation.Answer.Json(int status, Shape.Thing thing) -> {
                    json.writeStringProperty("description", status == 201 ? "Added." : "As asked.");
                    content(json, "application/json", () -> json.writeStringProperty("$ref", SCHEMAS + thing.name()));
                }
                case Operation.Answer.File(int _, String type) -> {
                    json.writeStringProperty("description", "A file.");
                    content(json, type, () -> json.writeStringProperty("type", "string"));
                }
            }
        });
    }

    private static void content(JsonGenerator json, String type, Runnable schema) {
        object(json, "content", () -> object(json, type, () -> object(json, "schema", schema)));
    }

    // ---- what they share ----

    private void writeComponents(JsonGenerator json) {
        object(json, "schemas", () -> {
            things.forEach(
                    (name, thing) -> object(json, name, () -> writeObject(json, thing.fields(), Field.Presence.USUAL)));
            object(json, "Problem", () -> writeProblem(json));
        });
        object(
                json,
                "parameters",
                () -> PAGING.forEach(each -> object(json, each.name(), () -> writeParameterFields(json, each))));
        object(
                json,
                "responses",
                () -> object(json, "Problem", () -> {
                    json.writeStringProperty("description", "Not done, and why.");
                    content(json, Problem.CONTENT_TYPE, () -> json.writeStringProperty("$ref", SCHEMAS + "Problem"));
                }));
        object(json, "securitySchemes", () -> {
            scheme(json, "password", "basic", "An operator's name and password.");
            scheme(
                    json,
                    "token",
                    "bearer",
                    "An operator's token, mht_…; made at /api/tokens or on the page My account.");
        });
    }

    private static void scheme(JsonGenerator json, String name, String kind, String says) {
        object(json, name, () -> {
            json.writeStringProperty("type", "http");
            json.writeStringProperty("scheme", kind);
            json.writeStringProperty("description", says);
        });
    }

    /** Its further members are texts: the field that is wrong, for instance. */
    private static void writeProblem(JsonGenerator json) {
        List<Field> fields = List.of(
                Field.text("type", "Begins with urn:masthead:problem: and is what programs may depend on."),
                Field.text("title", ""),
                Field.count("status", ""),
                Field.text("detail", "What is wrong and what to do, for people."));
        writeFields(json, fields, Field.Presence.USUAL);
        object(json, "additionalProperties", () -> json.writeStringProperty("type", "string"));
    }

    // ---- schemas ----

    private static void writeObject(JsonGenerator json, List<Field> fields, Field.Presence required) {
        writeFields(json, fields, required);
        json.writeBooleanProperty("additionalProperties", false);
    }

    private static void writeFields(JsonGenerator json, List<Field> fields, Field.Presence required) {
        json.writeStringProperty("type", "object");
        object(
                json,
                "properties",
                () -> fields.forEach(each -> {
                    json.writeName(each.name());
                    write(json, each.shape(), each.says(), each.orNull());
                }));
        List<String> must = fields.stream()
                .filter(each -> each.presence() == required || each.presence() == Field.Presence.MUST)
                .map(Field::name)
                .toList();
        if (!must.isEmpty()) {
            json.writeArrayPropertyStart("required");
            must.forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, Shape shape, String says, boolean orNull) {
        json.writeStartObject();
        if (!says.isEmpty()) {
            json.writeStringProperty("description", says);
        }
        if (orNull && shape instanceof Shape.Thing) {
            json.writeArrayPropertyStart("oneOf");
            write(json, shape, "", false);
            json.writeStartObject();
            json.writeStringProperty("type", "null");
            json.writeEndObject();
            json.writeEndArray();
        } else {
            write(json, shape, orNull);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Shape shape, boolean orNull) {
        switch (shape) {
            case Shape.Text(String format, List<String> words) -> {
                type(json, "string", orNull);
                if (!format.isEmpty()) {
                    json.writeStringProperty("format", format);
                }
                if (!words.isEmpty()) {
                    json.writeArrayPropertyStart("enum");
                    words.forEach(json::writeString);
                    if (orNull) {
                        json.writeNull();
                    }
                    json.writeEndArray();
                }
            }
            case Shape.Whole(long least, long most) -> {
                type(json, "integer", orNull);
                if (least > Long.MIN_VALUE) {
                    json.writeNumberProperty("minimum", least);
                }
                if (most < Long.MAX_VALUE) {
                    json.writeNumberProperty("maximum", most);
                }
            }
            case Shape.Numeric(boolean share) -> {
                type(json, "number", orNull);
                if (share) {
                    json.writeNumberProperty("minimum", 0);
                    json.writeNumberProperty("maximum", 1);
                }
            }
            case Shape.Flag() -> type(json, "boolean", orNull);
            case Shape.Items(Shape each) -> {
                type(json, "array", orNull);
                json.writeName("items");
                write(json, each, "", false);
            }
            case Shape.Named(Shape each) -> {
                type(json, "object", orNull);
                json.writeName("additionalProperties");
                write(json, each, "", false);
            }
            case Shape.Thing(String name, List<Field> fields) -> {
                if (name.isEmpty()) {
                    writeObject(json, fields, Field.Presence.USUAL);
                } else {
                    json.writeStringProperty("$ref", SCHEMAS + name);
                }
            }
        }
    }

    private static void type(JsonGenerator json, String type, boolean orNull) {
        if (orNull) {
            json.writeArrayPropertyStart("type");
            json.writeString(type);
            json.writeString("null");
            json.writeEndArray();
        } else {
            json.writeStringProperty("type", type);
        }
    }

    private static void object(JsonGenerator json, String name, Runnable fields) {
        json.writeObjectPropertyStart(name);
        fields.run();
        json.writeEndObject();
    }
}
