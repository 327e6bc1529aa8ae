package masthead.dashboard;

import java.time.Clock;
import java.time.Duration;
import masthead.access.Role;
import masthead.dashboard.view.Section;
import masthead.relay.Relays;

/** {@code /dashboard}: what is on air, who watches it, and why somebody cannot. */
public final class OnAirPages extends Pages {
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final OnAirBoard board;
    private final Relays relays;
    private final Clock clock;

    public OnAirPages(OnAirBoard board, Relays relays, Clock clock) {
        this.board = board;
        this.relays = relays;
        this.clock = clock;
    }

    @Override
    void addTo(Gate gate) {
        Gate.Page show =
                visit -> visit.show(Section.ON_AIR, "On air", "onair", board.seen(clock.instant(), visit.text("who")));
        gate.page("", show)
                .page("/", show)
                .moving(
                        Role.VIEWER,
                        "/on-air/events",
                        BEAT,
                        (visit, frame) ->
                                visit.text("onair-board", frame, board.seen(clock.instant(), visit.text("who"))))
                .change(Role.EDITOR, "/viewers/{id}/end", "", this::end);
    }

    private void end(Visit visit) {
        if (relays.close(visit.id())) {
            visit.done("", "The viewer was disconnected.");
        } else {
            visit.wrong("", "This viewer is gone already.");
        }
    }
}
