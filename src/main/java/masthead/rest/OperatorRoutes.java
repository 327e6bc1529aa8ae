package masthead.rest;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import masthead.access.Credentials;
import masthead.access.Operator;
import masthead.access.Operators;
import masthead.access.Role;
import masthead.access.Scope;
import masthead.config.Secret;
import tools.jackson.core.JsonGenerator;

/** {@code /api/operators}, for owners, and {@code /api/me}, for everyone about himself. Never shows a password. */
public final class OperatorRoutes extends Subject {
    private static final List<String> ROLES =
            Stream.of(Role.values()).map(Role::word).toList();
    private static final Field PASSWORD = Field.text("password", "8 characters or more; never shown.");
    private static final Shape.Thing OPERATOR = Shape.thing(
            "Operator",
            Field.text("name", ""),
            Field.word("role", "Viewers look, editors change, owners name operators too.", ROLES),
            Field.time("createdAt", ""));
    private static final Shape.Thing ME = OPERATOR.and(
            "Me",
            Field.text("token", "The name of the token that asks; null if it is a password.")
                    .canBeNull(),
            Field.texts("scopes", "Of that token.").maybe());

    private final Operators operators;
    private final Consumer<String> loggedOut;

    /** @param loggedOut ends the sessions of the operator of this name in browsers: his password is another now */
    public OperatorRoutes(Operators operators, Consumer<String> loggedOut) {
        this.operators = operators;
        this.loggedOut = loggedOut;
    }

    @Override
    void addTo(Door door) {
        String one = "/api/operators/{name}";
        Field role = Field.word("role", "", ROLES);
        door.on(
                        Operation.get("/api/operators", "Those who run the place, oldest first")
                                .by(Role.OWNER)
                                .answersPageOf(OPERATOR),
                        call -> call.replyPageOf(operators.all(), OperatorRoutes::write))
                .on(
                        Operation.post("/api/operators", "Adds an operator")
                                .by(Role.OWNER)
                                .takes(Field.text("name", "").must(), PASSWORD.must(), role.must())
                                .answers(201, OPERATOR)
                                .refuses(409, 422),
                        this::add)
                .on(
                        Operation.get(one, "An operator").by(Role.OWNER).answers(OPERATOR),
                        call -> call.reply(json -> write(json, operator(call.named("name")))))
                .on(
                        Operation.patch(one, "Gives an operator another role or password")
                                .by(Role.OWNER)
                                .takes(role, PASSWORD)
                                .answers(OPERATOR)
                                .refuses(409, 422),
                        this::edit)
                .on(
                        Operation.delete(one, "Removes an operator; his tokens end with him")
                                .by(Role.OWNER)
                                .refuses(409),
                        this::remove)
                .on(Operation.get("/api/me", "Who asks, and what he may").answers(ME), this::me)
                .on(
                        Operation.put("/api/me/password", "Gives yourself another password")
                                .by(Role.VIEWER)
                                .byPassword()
                                .takes(Field.text("old", "As it is now.").must(), PASSWORD.must())
                                .answersNothing()
                                .refuses(422),
                        this::setOwnPassword);
    }

    private void add(Call call) {
        Fields fields = call.fields();
        String name = Fields.required("name", fields.text("name"));
        operators.add(name, Fields.required("password", password(fields)), Fields.required("role", role(fields)));
        call.replyAdded(name, json -> write(json, operator(name)));
    }

    private void edit(Call call) {
        String name = operator(call.named("name")).name();
        Fields fields = call.fields();
        Optional<Secret> password = password(fields);
        operators.edit(name, role(fields), password);
        password.ifPresent(_ -> loggedOut.accept(name));
        call.reply(json -> write(json, operator(name)));
    }

    private void remove(Call call) {
        String name = call.named("name");
        operators.remove(name);
        loggedOut.accept(name);
        call.replyNothing();
    }

    private void me(Call call) {
        call.reply(json -> {
            json.writeStartObject();
            writeFields(json, call.caller().operator());
            Json.text(json, "token", call.caller().token().map(each -> each.name()));
            call.caller().token().ifPresent(token -> {
                json.writeArrayPropertyStart("scopes");
                token.scopes().stream().map(Scope::written).forEach(json::writeString);
                json.writeEndArray();
            });
            json.writeEndObject();
        });
    }

    private void setOwnPassword(Call call) {
        String name = call.caller().operator().name();
        Fields fields = call.fields();
        String old = Fields.required("old", fields.text("old"));
        Secret password = Fields.required("password", password(fields));
        if (!operators.recognise(Credentials.of(name, old), call.clientAddress())) {
            throw Fields.wrong("old", "your password as it is now");
        }
        operators.edit(name, Optional.empty(), Optional.of(password));
        loggedOut.accept(name);
        call.replyNothing();
    }

    private Operator operator(String name) {
        return operators.find(name).orElseThrow(() -> new Refusal(Problem.notFound("There is no such operator.")));
    }

    private static Optional<Role> role(Fields fields) {
        return fields.text("role")
                .map(word -> Role.of(word).orElseThrow(() -> Fields.wrong("role", String.join(", ", ROLES))));
    }

    private static Optional<Secret> password(Fields fields) {
        return fields.text("password").map(Operators::chosen);
    }

    private static void write(JsonGenerator json, Operator operator) {
        json.writeStartObject();
        writeFields(json, operator);
        json.writeEndObject();
    }

    private static void writeFields(JsonGenerator json, Operator operator) {
        json.writeStringProperty("name", operator.name());
        json.writeStringProperty("role", operator.role().word());
        json.writeStringProperty("createdAt", operator.createdAt().toString());
    }
}
