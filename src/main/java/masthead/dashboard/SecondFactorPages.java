package masthead.dashboard;

import java.util.List;
import java.util.Optional;
import masthead.access.Access;
import masthead.access.Credentials;
import masthead.access.Operators;
import masthead.access.Role;
import masthead.access.SecondFactors;
import masthead.config.Secret;
import masthead.dashboard.view.FactorView;
import masthead.dashboard.view.Section;

/** {@code /dashboard/me/codes}: the code that an operator may ask of himself beside his password; and how an owner takes it off another. */
public final class SecondFactorPages extends Pages {
    private static final String PAGE = "/me/codes";

    private final Operators operators;
    private final SecondFactors factors;

    public SecondFactorPages(Access access) {
        this.operators = access.operators();
        this.factors = access.secondFactors();
    }

    @Override
    void addTo(Gate gate) {
        gate.page(PAGE, this::show)
                .change(Role.VIEWER, "/me/codes/on", PAGE, visit -> turnOn(gate, visit))
                .change(Role.VIEWER, "/me/codes/off", PAGE, this::turnOff)
                .change(Role.OWNER, "/operators/{name}/codes", "/operators", this::reset);
    }

    private void show(Visit visit) {
        String name = visit.operator().name();
        if (factors.on(name)) {
            String since = factors.since(name).map(Words::day).orElse("");
            show(visit, new FactorView(true, since, factors.recoveryLeft(name), "", "", 0, List.of()));
            return;
        }
        SecondFactors.Enrolment enrolment = factors.begin(name);
        QrCode code = QrCode.of(enrolment.address().value());
        String key = String.join(" ", enrolment.key().value().split("(?<=\\G.{4})"));
        show(visit, new FactorView(false, "", 0, key, code.path(), code.width(), List.of()));
    }

    private void turnOn(Gate gate, Visit visit) {
        String name = visit.operator().name();
        List<String> recovery = factors.turnOn(name, visit.text("code")).stream()
                .map(Secret::value)
                .toList();
        gate.endOthers(name, Optional.of(visit.session()));
        show(visit, new FactorView(true, "today", recovery.size(), "", "", 0, recovery));
    }

    /** By the password or by a code: who finds a browser left open has neither. */
    private void turnOff(Visit visit) {
        String name = visit.operator().name();
        String proof = visit.raw("proof");
        String address = visit.exchange().clientAddress();
        if (!factors.on(name)) {
            throw new IllegalArgumentException("It is off already.");
        }
        boolean password = operators.recognise(Credentials.of(name, proof), address);
        if (!password && !(factors.judge(name, proof, address) instanceof SecondFactors.Verdict.Right)) {
            throw new IllegalArgumentException("That is neither your password nor a code of now.");
        }
        factors.turnOff(name);
        visit.done("/me", "From now on your password is enough to log in.");
    }

    private void reset(Visit visit) {
        String name = visit.exchange().pathParameter("name");
        if (name.equals(visit.operator().name())) {
            throw new IllegalArgumentException("Your own is switched off on My account, by your password or a code.");
        }
        factors.turnOff(name);
        visit.done("/operators", name + " logs in by the password alone, until a new second factor is switched on.");
    }

    private static void show(Visit visit, FactorView view) {
        visit.show(Section.SYSTEM, "Second factor", "codes", view);
    }
}
