package masthead.dashboard;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import masthead.access.Operators;
import masthead.http.Routes;

/** The operators' door for browsers: {@code /dashboard} and all below it. */
public final class Dashboard {
    private final Gate gate;

    private Dashboard(Gate gate) {
        this.gate = gate;
    }

    /** Hangs all {@code pages} up; to be called before the players' door, whose last address fits anything of three segments. */
    public static Dashboard addTo(Routes routes, Operators operators, Entrance entrance, List<Pages> pages) {
        Gate gate = new Gate(
                routes, operators, new Sessions(entrance.settings(), entrance.clock()), new Look(entrance.assets()));
        gate.open("GET HEAD", "/files/{name}", entrance.assets()::reply);
        pages.forEach(each -> each.addTo(gate));
        gate.close();
        routes.on(
                "GET HEAD",
                "/",
                exchange -> exchange.with("Location", exchange.origin().path() + "/dashboard")
                        .reply(302));
        return new Dashboard(gate);
    }

    /** Of a build without what pages load. */
    public static void absent(Routes routes) {
        Routes.Handler tell = exchange -> exchange.reply(
                503,
                "text/plain; charset=utf-8",
                "This build has no dashboard: npm was missing when it was made. Install npm and run ./mast again.\n");
        routes.on("GET HEAD", "/", tell)
                .on("GET HEAD POST", "/dashboard/{rest*}", tell)
                .on("GET HEAD", "/dashboard", tell);
    }

    /** Ends all sessions of this operator. */
    public void logOut(String operator) {
        gate.endOthers(operator, Optional.empty());
    }

    /** Every route that changes something. */
    List<Gate.Change> changes() {
        return gate.changes();
    }

    /** Every page for operators. */
    List<String> pages() {
        return gate.pages();
    }

    /** What pages stand on. */
    public record Entrance(DashboardSettings settings, Assets assets, Clock clock) {}
}
