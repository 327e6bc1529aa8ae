package masthead.dashboard;

import java.io.IOException;
import java.time.Clock;
import masthead.access.Role;
import masthead.dashboard.view.Frame;
import masthead.dashboard.view.Section;
import masthead.relay.Relays;

/** {@code /dashboard}: what is on air, who watches it, and why somebody cannot. */
public final class OnAirPages extends Pages {
    private final OnAirBoard board;
    private final Relays relays;
    private final Clock clock;
    private final EventStream events = new EventStream();

    public OnAirPages(OnAirBoard board, Relays relays, Clock clock) {
        this.board = board;
        this.relays = relays;
        this.clock = clock;
    }

    @Override
    void addTo(Gate gate) {
        Gate.Page show = visit -> visit.show(Section.ON_AIR, "On air", "onair", board.seen(clock.instant()));
        gate.page("", show)
                .page("/", show)
                .page("/on-air/events", visit -> follow(gate, visit))
                .change(Role.EDITOR, "/viewers/{id}/end", "", this::end);
    }

    private void end(Visit visit) {
        if (relays.close(visit.id())) {
            visit.done("", "The viewer was disconnected.");
        } else {
            visit.wrong("", "This viewer is gone already.");
        }
    }

    private void follow(Gate gate, Visit visit) throws IOException {
        Frame frame = visit.frame(Section.ON_AIR, "On air");
        events.follow(gate, visit, () -> visit.text("onair-board", frame, board.seen(clock.instant())));
    }
}
