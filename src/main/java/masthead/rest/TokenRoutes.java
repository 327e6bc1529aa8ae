package masthead.rest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import masthead.access.ApiToken;
import masthead.access.ApiTokens;
import masthead.access.NewToken;
import masthead.access.Operator;
import masthead.access.Role;
import masthead.access.Scope;
import masthead.access.TokenId;
import tools.jackson.core.JsonGenerator;

/** {@code /api/tokens}: what programs log in with. A token is told once, when it is made. */
public final class TokenRoutes extends Subject {
    private static final Field SCOPES = Field.texts(
            "scopes",
            "What it may at most: read, edit or admin; edit:channels is for one subject, a tag of this document.");
    private static final Field EXPIRES =
            Field.time("expiresAt", "Null is never.").canBeNull();
    private static final Shape.Thing TOKEN = Shape.thing(
            "Token",
            Field.id("id", ""),
            Field.text("name", ""),
            Field.text("operator", "In whose name it acts."),
            SCOPES,
            Field.time("createdAt", ""),
            EXPIRES,
            Field.time("lastUsedAt", "To ten minutes.").canBeNull());
    private static final Shape.Thing MADE =
            TOKEN.and("NewToken", Field.text("token", "Keep it: it is not told again."));

    private final ApiTokens tokens;
    private Supplier<Set<String>> subjects = Set::of;

    public TokenRoutes(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    void addTo(Door door) {
        subjects = door::subjects;
        door.on(
                        Operation.get("/api/tokens", "Your tokens; an owner sees everybody's")
                                .answersPageOf(TOKEN),
                        this::list)
                .on(
                        Operation.post("/api/tokens", "Makes a token")
                                .by(Role.VIEWER)
                                .byPassword()
                                .takes(
                                        Field.text("name", "What it is for; the audit tells it.")
                                                .must(),
                                        SCOPES.must(),
                                        EXPIRES)
                                .answers(201, MADE)
                                .refuses(409),
                        this::make)
                .on(
                        Operation.delete("/api/tokens/{id}", "Revokes a token at once; an owner any, others their own")
                                .by(Role.VIEWER)
                                .byPassword(),
                        this::revoke);
    }

    private void list(Call call) {
        Operator operator = call.caller().operator();
        List<ApiToken> shown = call.caller().may(Role.OWNER, "tokens") ? tokens.all() : tokens.of(operator.name());
        call.replyPageOf(shown, (json, each) -> {
            json.writeStartObject();
            write(json, each);
            json.writeEndObject();
        });
    }

    private void make(Call call) {
        Fields fields = call.fields();
        List<Scope> scopes = Fields.required("scopes", fields.texts("scopes")).stream()
                .map(this::scope)
                .toList();
        String name = Fields.required("name", fields.text("name"));
        ApiTokens.Made made = Refusal.unlessValid(() -> tokens.make(
                call.caller().operator(),
                new NewToken(name, scopes, fields.instant("expiresAt").orElse(Optional.empty()))));
        call.replyAdded(made.token().id(), json -> {
            json.writeStartObject();
            write(json, made.token());
            json.writeStringProperty("token", made.secret().value());
            json.writeEndObject();
        });
    }

    private Scope scope(String written) {
        return Scope.of(written)
                .filter(each -> each.subject().isEmpty() || subjects.get().contains(each.subject()))
                .orElseThrow(() -> Fields.wrong(
                        "scopes",
                        "a list of read, edit or admin, each for everything or for one of "
                                + String.join(", ", subjects.get()) + ", such as edit:channels"));
    }

    private void revoke(Call call) {
        tokens.revoke(new TokenId(call.id()), call.caller().operator());
        call.replyNothing();
    }

    private static void write(JsonGenerator json, ApiToken token) {
        json.writeNumberProperty("id", token.id().value());
        json.writeStringProperty("name", token.name());
        json.writeStringProperty("operator", token.operator());
        json.writeArrayPropertyStart("scopes");
        token.scopes().stream().map(Scope::written).forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("createdAt", token.createdAt().toString());
        Json.instant(json, "expiresAt", token.expiresAt());
        Json.instant(json, "lastUsedAt", token.lastUsedAt());
    }
}
