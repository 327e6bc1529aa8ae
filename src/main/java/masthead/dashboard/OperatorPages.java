package masthead.dashboard;

import java.util.Optional;
import masthead.access.Credentials;
import masthead.access.Operator;
import masthead.access.Operators;
import masthead.access.Role;
import masthead.config.Secret;
import masthead.dashboard.view.MeView;
import masthead.dashboard.view.OperatorsView;
import masthead.dashboard.view.Section;

/** {@code /dashboard/operators}, for owners; and {@code /dashboard/me}, for everyone about himself. */
public final class OperatorPages extends Pages {
    private static final String LIST = "/operators";
    private static final int SHORTEST = 8;

    private final Operators operators;

    public OperatorPages(Operators operators) {
        this.operators = operators;
    }

    @Override
    void addTo(Gate gate) {
        gate.page(Role.OWNER, LIST, this::list)
                .change(Role.OWNER, LIST, LIST, this::add)
                .change(Role.OWNER, "/operators/{name}/role", LIST, this::setRole)
                .change(Role.OWNER, "/operators/{name}/password", LIST, visit -> setPassword(gate, visit))
                .change(Role.OWNER, "/operators/{name}/remove", LIST, visit -> remove(gate, visit))
                .page("/me", this::me)
                .change(Role.VIEWER, "/me/password", "/me", visit -> setOwnPassword(gate, visit));
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

    private void me(Visit visit) {
        Operator me = visit.operator();
        visit.show(
                Section.SYSTEM,
                "My account",
                "me",
                new MeView(me.name(), me.role().word(), Words.day(me.createdAt())));
    }

    private void setOwnPassword(Gate gate, Visit visit) {
        String name = visit.operator().name();
        if (!operators.recognise(
                Credentials.of(name, visit.raw("old")), visit.exchange().clientAddress())) {
            throw new IllegalArgumentException("That is not your password as it is now.");
        }
        operators.edit(name, Optional.empty(), Optional.of(password(visit, "password")));
        gate.endOthers(name, Optional.of(visit.session()));
        visit.done("/me", "Your password is changed, and you are logged out everywhere else.");
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

    /** @throws IllegalArgumentException if it is too short */
    static Secret password(String password) {
        if (password.length() < SHORTEST) {
            throw new IllegalArgumentException("A password of an operator has " + SHORTEST + " characters or more.");
        }
        return new Secret(password);
    }
}
