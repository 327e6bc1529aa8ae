package masthead.dashboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Parts of pages that move by themselves: each is sent again, as a server-sent event, whenever it has changed. */
final class EventStream {
    private static final Duration BEAT = Duration.ofSeconds(1);
    /** Proxies and browsers give up on what is silent for long. */
    private static final int SILENT_BEATS = 15;
    /** Each holds a connection and renders once a second. */
    private static final int MOST_FOLLOWERS = 50;

    private final Semaphore followers = new Semaphore(MOST_FOLLOWERS);

    /**
     * Sends {@code part} again whenever it has changed, once a second at most, as long as the login lasts. Blocks for as long.
     *
     * @param part the HTML of it
     */
    void follow(Gate gate, Visit visit, Supplier<String> part) throws IOException {
        if (!followers.tryAcquire()) {
            throw new Refused(503, "Too many pages are open that move by themselves.");
        }
        try {
            OutputStream events = visit.exchange().replyEvents();
            String last = "";
            int silent = 0;
            while (gate.lasts(visit.session())) {
                String now = part.get();
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
