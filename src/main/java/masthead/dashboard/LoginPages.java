package masthead.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import masthead.access.Access;
import masthead.access.Credentials;
import masthead.access.Operator;
import masthead.access.Operators;
import masthead.access.SecondFactors;
import masthead.dashboard.view.CodeView;
import masthead.dashboard.view.LoginView;
import masthead.dashboard.view.Section;
import masthead.http.Exchange;

/** {@code /dashboard/login} and {@code /dashboard/logout}. */
public final class LoginPages extends Pages {
    private final Operators operators;
    private final SecondFactors factors;
    private final HalfLogins halves;

    public LoginPages(Access access, Clock clock) {
        this.operators = access.operators();
        this.factors = access.secondFactors();
        this.halves = new HalfLogins(clock);
    }

    @Override
    void addTo(Gate gate) {
        gate.open("GET HEAD", "/login", exchange -> {
                    if (gate.session(exchange).isPresent()) {
                        exchange.with("Location", exchange.origin().path() + "/dashboard")
                                .reply(303);
                    } else {
                        show(gate, exchange, 200, new LoginView("", false));
                    }
                })
                .open("POST", "/login", exchange -> login(gate, exchange))
                .open("POST", "/login/code", exchange -> finish(gate, exchange))
                .open("POST", "/logout", exchange -> logout(gate, exchange));
    }

    /** Judged as every login is: an address that fails often is slowed down. */
    private void login(Gate gate, Exchange exchange) {
        Gate.refuseOtherSites(exchange);
        String name = exchange.parameter("name").map(String::strip).orElse("");
        Credentials credentials =
                Credentials.of(name, exchange.parameter("password").orElse(""));
        Optional<Operator> operator = operators.known(credentials, exchange.clientAddress());
        if (operator.isEmpty()) {
            show(gate, exchange, 401, new LoginView(name, true));
        } else if (factors.on(operator.get().name())) {
            askForCode(gate, exchange, 200, new CodeView(halves.begin(credentials), ""));
        } else {
            begin(gate, exchange, operator.get());
        }
    }

    /** The password is looked at again: it may have been changed since. */
    private void finish(Gate gate, Exchange exchange) {
        Gate.refuseOtherSites(exchange);
        String ticket = exchange.parameter("ticket").orElse("");
        Optional<Operator> operator =
                halves.find(ticket).flatMap(each -> operators.known(each, exchange.clientAddress()));
        if (operator.isEmpty()) {
            show(gate, exchange, 401, new LoginView("", false));
            return;
        }
        String code = exchange.parameter("code").orElse("");
        switch (factors.judge(operator.get().name(), code, exchange.clientAddress())) {
            case SecondFactors.Verdict.Right() -> {
                halves.end(ticket);
                begin(gate, exchange, operator.get());
            }
            case SecondFactors.Verdict.Wrong() ->
                askForCode(
                        gate,
                        exchange,
                        401,
                        new CodeView(ticket, "That is no code of now, or it was used already: wait for the next one."));
            case SecondFactors.Verdict.Locked(Duration pause) -> {
                exchange.with("Retry-After", Long.toString(pause.toSeconds() + 1));
                askForCode(
                        gate,
                        exchange,
                        429,
                        new CodeView(
                                ticket,
                                "Too many wrong codes: none is looked at for " + Words.span(pause.plusSeconds(1))
                                        + "."));
            }
        }
    }

    private static void begin(Gate gate, Exchange exchange, Operator operator) {
        gate.begin(exchange, operator.name());
        exchange.with("Location", exchange.origin().path() + "/dashboard")
                .with("Cache-Control", "no-store")
                .reply(303);
    }

    /** Of no harm if another site has it done: so it asks for no token that may be stale. */
    private void logout(Gate gate, Exchange exchange) {
        Gate.refuseOtherSites(exchange);
        gate.session(exchange).ifPresent(session -> gate.end(exchange, session));
        exchange.with("Location", exchange.origin().path() + "/dashboard/login").reply(303);
    }

    private static void askForCode(Gate gate, Exchange exchange, int status, CodeView view) {
        Look look = gate.look();
        look.reply(
                exchange,
                status,
                "login-code",
                look.frame(exchange, "Log in", Section.ON_AIR, Optional.empty(), Optional.empty()),
                view);
    }

    private static void show(Gate gate, Exchange exchange, int status, LoginView view) {
        Look look = gate.look();
        look.reply(
                exchange,
                status,
                "login",
                look.frame(exchange, "Log in", Section.ON_AIR, Optional.empty(), Optional.empty()),
                view);
    }
}
