package masthead.dashboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import masthead.access.Role;
import masthead.dashboard.view.Frame;
import masthead.dashboard.view.Section;
import masthead.relay.Relays;

/** {@code /dashboard}: what is on air, who watches it, and why somebody cannot. */
public final class OnAirPages extends Pages {
    private static final Duration BEAT = Duration.ofSeconds(1);
    /** Proxies and browsers give up on what is silent for long. */
    private static final int SILENT_BEATS = 15;
    /** Each holds a connection and renders once a second. */
    private static final int MOST_FOLLOWERS = 50;

    private final OnAirBoard board;
    private final Relays relays;
    private final Clock clock;
    private final Semaphore followers = new Semaphore(MOST_FOLLOWERS);

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

    /** Sends the board again whenever it has changed, once a second at most, as long as the login lasts. */
    private void follow(Gate gate, Visit visit) throws IOException {
        if (!followers.tryAcquire()) {
            throw new Refused(503, "Too many pages are open that move by themselves.");
        }
        try {
            Frame frame = visit.frame(Section.ON_AIR, "On air");
            OutputStream events = visit.exchange().replyEvents();
            String last = "";
            int silent = 0;
            while (gate.lasts(visit.session())) {
                String now = visit.text("onair-board", frame, board.seen(clock.instant()));
                if (!now.equals(last)) {
                    events.write(event("part", now));
                    events.flush();
                    silent = 0;
                } else if (++silent >= SILENT_BEATS) {
                    events.write(":\n\n".getBytes(StandardCharsets.US_ASCII));
                    events.flush();
                    silent = 0;
                }
                last = now;
                Thread.sleep(BEAT);
            }
            events.write(event("over", ""));
        } catch (InterruptedException serverEnds) {
            Thread.currentThread().interrupt();
        } finally {
            followers.release();
        }
    }

    private static byte[] event(String name, String text) {
        return ("event: " + name + "\ndata: " + text.strip().replaceAll("\\R", "\ndata: ") + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
