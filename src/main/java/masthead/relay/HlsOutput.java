package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HLS side of a relay: its window, made when somebody asks and dropped when nobody is left, and its audience.
 *
 * <p>Lives on its relay's event loop.
 */
final class HlsOutput {
    /** Who asked for a playlist; told on the relay's event loop. */
    interface Asker {
        void playlist(HlsPlaylist playlist);

        void refused(String reason);
    }

    private final EventLoop loop;
    private final RelaySettings settings;
    private final Clock clock;
    private final Preroll ring;
    private final Set<HlsSession> audience = new LinkedHashSet<>();
    private final List<Asker> waiting = new ArrayList<>();
    private @Nullable HlsWindow window;
    private long nextSequence;
    private long breaks;

    HlsOutput(EventLoop loop, RelaySettings settings, Clock clock, Preroll ring) {
        this.loop = loop;
        this.settings = settings;
        this.clock = clock;
        this.ring = ring;
    }

    /** One more chunk in the ring. */
    void published(Chunk chunk) {
        if (window != null) {
            window.published(chunk);
            if (!waiting.isEmpty() && window.ready()) {
                List<Asker> ready = List.copyOf(waiting);
                waiting.clear();
                HlsPlaylist playlist = window.playlist();
                ready.forEach(each -> each.playlist(playlist));
            }
        }
    }

    /**
     * Counts {@code session} to the audience, and tells {@code asker} the playlist as soon as there is a segment.
     *
     * @param patience after which he is refused
     */
    void ask(HlsSession session, Asker asker, Duration patience) {
        audience.add(session);
        if (window == null) {
            // Of the time of day: a player who was here before the window, or the server, began anew sees it grow.
            nextSequence = Math.max(nextSequence, clock.instant().getEpochSecond());
            window = new HlsWindow(settings, ring, clock, nextSequence, breaks);
        }
        if (window.ready()) {
            asker.playlist(window.playlist());
        } else {
            waiting.add(asker);
            loop.schedule(() -> giveUp(asker), patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void giveUp(Asker asker) {
        if (waiting.remove(asker)) {
            asker.refused("The source does not show a picture in time.");
        }
    }

    /** The packets of a segment, each piece with a reference for the caller; empty if the ring has it no more. */
    List<ByteBuf> packets(long sequence) {
        return window == null ? List.of() : window.packets(sequence);
    }

    /** A session ended. */
    void left(HlsSession session) {
        audience.remove(session);
        if (audience.isEmpty() && window != null) {
            nextSequence = window.nextSequence();
            breaks = window.breaks() + 1; // the next window's beginning is one more
            window = null;
        }
    }

    boolean hasAudience() {
        return !audience.isEmpty();
    }

    List<OnAir.Seen> seen() {
        return audience.stream().map(HlsSession::seen).toList();
    }

    /** How long the ring has to keep chunks for us. */
    long keepNanos() {
        return window == null ? 0 : window.keepNanos();
    }

    /** The first chunk that must stay in the ring even if memory is short. */
    long floor() {
        return window == null ? Long.MAX_VALUE : window.floor();
    }

    /** The channel goes off the air. Sessions stay: their next request puts it on air again. */
    void end(String reason) {
        List<Asker> left = List.copyOf(waiting);
        waiting.clear();
        left.forEach(each -> each.refused(reason));
        audience.clear();
        window = null;
    }
}
