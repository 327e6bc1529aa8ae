package masthead.dashboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import masthead.catalog.NoSuchEntry;
import masthead.http.Exchange;

/** Parts of pages that move by themselves: each stream of events sends its part again whenever it has changed. Any thread. */
final class Following {
    /** Proxies and browsers give up on what is silent for long. */
    private static final Duration SILENCE = Duration.ofSeconds(15);
    /** Each holds a connection and renders again and again. */
    private static final int MOST = 100;

    private final Semaphore followers = new Semaphore(MOST);

    /**
     * Sends {@code part} until {@code lasts} says no, the client leaves, or what it shows is gone.
     *
     * @param beat how long it waits before it looks again
     */
    void follow(Exchange exchange, Duration beat, BooleanSupplier lasts, Supplier<String> part) throws IOException {
        if (!followers.tryAcquire()) {
            throw new Refused(503, "Too many pages are open that move by themselves.");
        }
        try {
            OutputStream events = exchange.replyEvents();
            String last = "";
            Duration silent = Duration.ZERO;
            while (lasts.getAsBoolean()) {
                Optional<String> seen = there(part);
                if (seen.isEmpty()) {
                    break;
                }
                String now = seen.get();
                silent = silent.plus(beat);
                if (!now.equals(last)) {
                    send(events, event("part", now));
                    silent = Duration.ZERO;
                } else if (silent.compareTo(SILENCE) >= 0) {
                    send(events, ":\n\n".getBytes(StandardCharsets.US_ASCII));
                    silent = Duration.ZERO;
                }
                last = now;
                Thread.sleep(beat);
            }
            send(events, event("over", ""));
        } catch (InterruptedException serverEnds) {
            Thread.currentThread().interrupt();
        } finally {
            followers.release();
        }
    }

    /** What it shows may be gone: the page says so when it is loaded again. */
    private static Optional<String> there(Supplier<String> part) {
        try {
            return Optional.of(part.get());
        } catch (NoSuchEntry gone) {
            return Optional.empty();
        }
    }

    private static void send(OutputStream events, byte[] event) throws IOException {
        events.write(event);
        events.flush();
    }

    private static byte[] event(String name, String text) {
        return ("event: " + name + "\ndata: " + text.strip().replaceAll("\\R", "\ndata: ") + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
