package masthead.studio.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One session of one player: its keys, its reader, its events. Guarded by itself. */
final class Session {
    /** How often one is looked at that waits. */
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final Start start;
    private final String key;
    private final Broadcast broadcast;
    private final Instant began;
    private final boolean expiredPlaylist;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private Instant lastActivity;
    private @Nullable Body reader;
    private volatile boolean over;

    /**
     * A new session.
     *
     * @param broadcast what it shares with other sessions of its content
     * @param expiredPlaylist whether its player had a session of this content before: its playlist is the old one then
     */
    Session(Start start, String key, Broadcast broadcast, Instant now, boolean expiredPlaylist) {
        this.start = start;
        this.key = key;
        this.broadcast = broadcast;
        this.began = now;
        this.lastActivity = now;
        this.expiredPlaylist = expiredPlaylist;
    }

    Content content() {
        return start.content();
    }

    String pid() {
        return start.pid();
    }

    String key() {
        return key;
    }

    Broadcast broadcast() {
        return broadcast;
    }

    Instant began() {
        return began;
    }

    boolean expiredPlaylist() {
        return expiredPlaylist;
    }

    boolean hasEvents() {
        return start.flag("use_api_events");
    }

    boolean over() {
        return over;
    }

    Fault.Subject subject() {
        return start.subject();
    }

    Start start() {
        return start;
    }

    /** Somebody showed interest: the session lives on. */
    synchronized void touch(Instant now) {
        lastActivity = now;
    }

    synchronized boolean reading() {
        return reader != null;
    }

    /** Whether its stream says nothing for a fault at the moment. */
    synchronized boolean silent() {
        return reader != null && reader.silent();
    }

    synchronized boolean idleSince(Instant limit) {
        return reader == null && lastActivity.isBefore(limit);
    }

    /** A new reader; the one before it is ended. */
    void attach(Body body) {
        Body before;
        synchronized (this) {
            before = reader;
            reader = body;
        }
        if (before != null) {
            before.end(Body.Ending.CLEAN);
        }
    }

    synchronized void detach(Body body, Instant now) {
        if (reader == body) {
            reader = null;
        }
        lastActivity = now;
    }

    /** Ends the reader's body; the session stays. */
    void endReader(Body.Ending ending) {
        Body before;
        synchronized (this) {
            before = reader;
        }
        if (before != null) {
            before.end(ending);
        }
    }

    /** Ends it: its addresses are unknown from now on. */
    void end(Body.Ending ending) {
        over = true;
        endReader(ending);
    }

    void push(String event) {
        events.add(event);
    }

    /** The next event, or none if the session or the waiting ends before. */
    Optional<String> nextEvent(Duration longest) throws InterruptedException {
        for (Duration waited = Duration.ZERO; waited.compareTo(longest) < 0; waited = waited.plus(GLANCE)) {
            String event = events.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
            if (event != null) {
                return Optional.of(event);
            }
            if (over) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    synchronized LiveSession view() {
        return new LiveSession(
                key,
                content().infohash(),
                Optional.of(pid()).filter(each -> !each.isEmpty()),
                began,
                reader != null,
                lastActivity);
    }
}
