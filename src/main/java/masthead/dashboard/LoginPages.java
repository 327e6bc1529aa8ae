package masthead.dashboard;

import java.util.Optional;
import masthead.access.Credentials;
import masthead.access.Operator;
import masthead.access.Operators;
import masthead.dashboard.view.LoginView;
import masthead.dashboard.view.Section;
import masthead.http.Exchange;

/** {@code /dashboard/login} and {@code /dashboard/logout}. */
public final class LoginPages extends Pages {
    private final Operators operators;

    public LoginPages(Operators operators) {
        this.operators = operators;
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
                .open("POST", "/logout", exchange -> logout(gate, exchange));
    }

    /** Judged as every login is: an address that fails often is slowed down. */
    private void login(Gate gate, Exchange exchange) {
        Gate.refuseOtherSites(exchange);
        String name = exchange.parameter("name").map(String::strip).orElse("");
        Optional<Operator> operator = operators.known(
                Credentials.of(name, exchange.parameter("password").orElse("")), exchange.clientAddress());
        if (operator.isEmpty()) {
            show(gate, exchange, 401, new LoginView(name, true));
            return;
        }
        gate.begin(exchange, operator.get().name());
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
