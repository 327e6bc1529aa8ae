package masthead.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masthead.access.Access;
import masthead.access.ApiToken;
import masthead.access.ApiTokens;
import masthead.access.Credentials;
import masthead.access.NewToken;
import masthead.access.Operator;
import masthead.access.Operators;
import masthead.access.Role;
import masthead.access.Scope;
import masthead.access.TokenId;
import masthead.config.Secret;
import masthead.dashboard.view.MeView;
import masthead.dashboard.view.OperatorsView;
import masthead.dashboard.view.Section;

/** {@code /dashboard/operators}, for owners; and {@code /dashboard/me}, for everyone about himself. */
public final class OperatorPages extends Pages {
    private static final String LIST = "/operators";

    private static final String ME = "/me";
    private static final Map<String, Duration> LASTING =
            Map.of("30", Duration.ofDays(30), "90", Duration.ofDays(90), "365", Duration.ofDays(365));

    private final Operators operators;
    private final ApiTokens tokens;
    private final Clock clock;

    public OperatorPages(Access access, Clock clock) {
        this.operators = access.operators();
        this.tokens = access.tokens();
        this.clock = clock;
    }

    @Override
    void addTo(Gate gate) {
        gate.page(Role.OWNER, LIST, this::list)
                .change(Role.OWNER, LIST, LIST, this::add)
                .change(Role.OWNER, "/operators/{name}/role", LIST, this::setRole)
                .change(Role.OWNER, "/operators/{name}/password", LIST, visit -> setPassword(gate, visit))
                .change(Role.OWNER, "/operators/{name}/remove", LIST, visit -> remove(gate, visit))
                .page(ME, visit -> me(visit, ""))
                .change(Role.VIEWER, "/me/password", ME, visit -> setOwnPassword(gate, visit))
                .change(Role.VIEWER, "/me/tokens", ME, this::makeToken)
                .change(Role.VIEWER, "/me/tokens/{id}/revoke", ME, this::revokeToken);
    }

    private void list(Visit visit) {
        visit.show(
                Section.OPERATORS,
                "Operators",
                "operators",
                new OperatorsView(operators.all().stream()
                        .map(each -> new OperatorsView.Row(
                                each.name(),
                                each.role().word(),
                                Words.day(each.createdAt()),
                                each.name().equals(visit.operator().name())))
                        .toList()));
    }

    private void add(Visit visit) {
        String name = visit.text("name");
        operators.add(name, password(visit, "password"), role(visit));
        visit.done(LIST, name + " can log in now.");
    }

    private void setRole(Visit visit) {
        Role role = role(visit);
        operators.edit(name(visit), Optional.of(role), Optional.empty());
        visit.done(LIST, name(visit) + " is " + (role == Role.VIEWER ? "a " : "an ") + role.word() + " now.");
    }

    private void setPassword(Gate gate, Visit visit) {
        String name = name(visit);
        operators.edit(name, Optional.empty(), Optional.of(password(visit, "password")));
        gate.endOthers(name, Optional.of(visit.session()));
        visit.done(LIST, name + " has a new password, and is logged out everywhere else.");
    }

    private void remove(Gate gate, Visit visit) {
        String name = name(visit);
        operators.remove(name);
        gate.endOthers(name, Optional.empty());
        visit.done(LIST, name + " is no operator any more.");
    }

    /** @param made a token that was just made: it is shown this once */
    private void me(Visit visit, String made) {
        Operator me = visit.operator();
        Instant now = clock.instant();
        visit.show(
                Section.SYSTEM,
                "My account",
                "me",
                new MeView(
                        me.name(),
                        me.role().word(),
                        Words.day(me.createdAt()),
                        Stream.of(Role.values())
                                .filter(me.role()::may)
                                .map(Scope::word)
                                .toList(),
                        tokens.of(me.name()).stream()
                                .map(each -> row(each, now))
                                .toList(),
                        made));
    }

    private static MeView.Token row(ApiToken token, Instant now) {
        return new MeView.Token(
                token.id().value(),
                token.name(),
                token.scopes().stream().map(Scope::written).collect(Collectors.joining(", ")),
                Words.orNever(token.lastUsedAt(), now),
                token.expired(now) ? "over" : token.expiresAt().map(Words::day).orElse("never"));
    }

    private void makeToken(Visit visit) {
        Scope scope = Scope.of(visit.text("scope"))
                .orElseThrow(() -> new IllegalArgumentException("Say what the token may do."));
        Optional<Instant> end = Optional.ofNullable(LASTING.get(visit.text("days")))
                .map(each -> clock.instant().plus(each));
        ApiTokens.Made made = tokens.make(visit.operator(), new NewToken(visit.text("name"), List.of(scope), end));
        me(visit, made.secret().value());
    }

    private void revokeToken(Visit visit) {
        tokens.revoke(new TokenId(visit.id()), visit.operator());
        visit.done(ME, "The token is revoked: nobody can use it any more.");
    }

    private void setOwnPassword(Gate gate, Visit visit) {
        String name = visit.operator().name();
        if (!operators.recognise(
                Credentials.of(name, visit.raw("old")), visit.exchange().clientAddress())) {
            throw new IllegalArgumentException("That is not your password as it is now.");
        }
        operators.edit(name, Optional.empty(), Optional.of(password(visit, "password")));
        gate.endOthers(name, Optional.of(visit.session()));
        visit.done(ME, "Your password is changed, and you are logged out everywhere else.");
    }

    private static String name(Visit visit) {
        return visit.exchange().pathParameter("name");
    }

    private static Role role(Visit visit) {
        return Role.of(visit.text("role"))
                .orElseThrow(() -> new IllegalArgumentException("A role is viewer, editor or owner."));
    }

    private static Secret password(Visit visit, String field) {
        return password(visit.raw(field));
    }

    /** @throws RefusedPassword if it is too short */
    static Secret password(String password) {
        return Operators.chosen(password);
    }
}
