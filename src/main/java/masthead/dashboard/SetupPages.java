package masthead.dashboard;

import java.time.Duration;
import java.util.Optional;
import masthead.access.Operators;
import masthead.access.RefusedName;
import masthead.access.RefusedPassword;
import masthead.access.Role;
import masthead.dashboard.view.Section;
import masthead.dashboard.view.SetupView;
import masthead.http.Exchange;

/** {@code /dashboard/setup}: from an empty folder to a playing channel, step by step. */
public final class SetupPages extends Pages {
    private static final Duration BEAT = Duration.ofMillis(500);

    private final Operators operators;
    private final SetupCode code;
    private final SetupSteps steps;

    public SetupPages(Operators operators, SetupCode code, SetupSteps steps) {
        this.operators = operators;
        this.code = code;
        this.steps = steps;
    }

    @Override
    void addTo(Gate gate) {
        gate.open("GET HEAD", "/setup", exchange -> begin(gate, exchange))
                .open("POST", "/setup", exchange -> name(gate, exchange))
                .page(
                        Role.EDITOR,
                        "/setup/source",
                        visit -> visit.show(Section.PROVIDERS, "Where channels come from", "setup-source", ""))
                .page(
                        Role.EDITOR,
                        "/setup/import/{id}",
                        visit -> visit.show(Section.PROVIDERS, "Reading the list", "setup-import", steps.state(visit)))
                .moving(
                        Role.EDITOR,
                        "/setup/import/{id}/events",
                        BEAT,
                        (visit, frame) -> visit.text("setup-state", frame, steps.state(visit)))
                .page(
                        Role.EDITOR,
                        "/setup/guide",
                        visit -> visit.show(Section.GUIDE, "Guide", "setup-guide", steps.offers()))
                .change(Role.EDITOR, "/setup/guide", "/setup/guide", visit -> {
                    steps.guide(visit);
                    visit.go("/setup/subscriber");
                })
                .page(
                        Role.EDITOR,
                        "/setup/subscriber",
                        visit -> visit.show(
                                Section.SUBSCRIBERS, "Who watches", "setup-subscriber", steps.subscriber(visit)));
    }

    private void begin(Gate gate, Exchange exchange) {
        if (!operators.none()) {
            exchange.with("Location", exchange.origin().path() + "/dashboard").reply(303);
            return;
        }
        show(gate, exchange, 200, new SetupView(exchange.parameter("code").orElse(""), "admin", ""));
    }

    /** Whoever knows the code becomes the owner, once. */
    private void name(Gate gate, Exchange exchange) {
        Gate.refuseOtherSites(exchange);
        String typed = exchange.parameter("code").orElse("");
        String name = exchange.parameter("name").map(String::strip).orElse("");
        if (!operators.none()) {
            throw new Refused(403, "Somebody runs this server already: log in.");
        }
        if (!code.fits(typed)) {
            show(
                    gate,
                    exchange,
                    403,
                    new SetupView("", name, "That is not the code this server printed when it was started."));
            return;
        }
        try {
            if (!exchange.parameter("password").equals(exchange.parameter("again"))) {
                throw new IllegalArgumentException("The two passwords differ.");
            }
            if (!operators.addFirst(
                    name, OperatorPages.password(exchange.parameter("password").orElse("")))) {
                throw new Refused(403, "Somebody runs this server already: log in.");
            }
        } catch (IllegalArgumentException | RefusedName | RefusedPassword e) {
            show(
                    gate,
                    exchange,
                    422,
                    new SetupView(
                            typed, name, Optional.ofNullable(e.getMessage()).orElse("")));
            return;
        }
        gate.begin(exchange, name);
        exchange.with("Location", exchange.origin().path() + "/dashboard/setup/source")
                .with("Cache-Control", "no-store")
                .reply(303);
    }

    private static void show(Gate gate, Exchange exchange, int status, SetupView view) {
        Look look = gate.look();
        look.reply(
                exchange,
                status,
                "setup",
                look.frame(exchange, "Welcome", Section.ON_AIR, Optional.empty(), Optional.empty()),
                view);
    }
}
