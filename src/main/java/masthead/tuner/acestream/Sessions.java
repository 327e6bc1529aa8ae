package masthead.tuner.acestream;

import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import masthead.format.acestream.AceContent;
import masthead.tuner.NoSignal;

/**
 * All sessions, by what they play: whoever asks for a content, in whatever form, comes to the one there is.
 *
 * <p>A session has several names: what it was asked by, and its infohash, once that is known. Safe on any thread; the lock is
 * held for a few instructions only.
 */
final class Sessions implements Session.House {
    private static final int MOST_REMEMBERED = 10_000;
    private static final long UNPLAYABLE_NANOS = Duration.ofSeconds(60).toNanos();

    /** What is known of a content from earlier sessions; {@code infohash} is empty where it is not known. */
    private record Known(Optional<String> infohash, AceContent selector, boolean encrypted) {}

    private record Unplayable(NoSignal why, long untilNanos) {}

    private final AceSettings settings;
    private final EnginePool pool;
    private final Reader.Opening reading;
    private final Leftovers leftovers;
    private final Clock clock;
    private final Map<AceContent, Session> named = new LinkedHashMap<>();
    private final Set<Session> all = new HashSet<>();
    private final Map<AceContent, Known> known = remembering();
    private final Map<AceContent, Unplayable> unplayable = remembering();
    private boolean closed;

    Sessions(AceSettings settings, EnginePool pool, Reader.Opening reading, Leftovers leftovers, Clock clock) {
        this.settings = settings;
        this.pool = pool;
        this.reading = reading;
        this.leftovers = leftovers;
        this.clock = clock;
    }

    private static <T> Map<AceContent, T> remembering() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<AceContent, T> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }

    @Override
    public void place(AceContent asked, Outlet outlet) {
        Optional<NoSignal> refusal;
        Session session = null;
        synchronized (this) {
            refusal = refusal(asked);
            if (refusal.isEmpty()) {
                session = find(asked).orElseGet(() -> born(asked, outlet.tap.loop()));
            }
        }
        if (session == null) {
            NoSignal why = refusal.orElseGet(NoSignal.NoFeed::new);
            outlet.tap
                    .loop()
                    .execute(() -> outlet.lost(why)); // the asker shall have its outlet before it hears of this
            return;
        }
        Session at = session;
        outlet.session = at;
        at.loop().execute(() -> {
            if (!at.add(outlet)) {
                place(asked, outlet);
            }
        });
    }

    private Optional<NoSignal> refusal(AceContent asked) {
        if (closed) {
            return Optional.of(new NoSignal.Ended("the server is shutting down"));
        }
        if (TransportFile.isLocal(asked)) {
            return Optional.of(new NoSignal.NoContent("its transport file is at an address of a local network"));
        }
        Unplayable no = unplayable.get(asked);
        if (no != null && no.untilNanos - System.nanoTime() > 0) {
            return Optional.of(no.why);
        }
        unplayable.remove(asked);
        return Optional.empty();
    }

    private Session born(AceContent asked, EventLoop loop) {
        Session session = new Session(asked, loop, this);
        named.put(asked, session);
        infohash(asked).ifPresent(hash -> named.putIfAbsent(hash, session));
        all.add(session);
        return session;
    }

    @Override
    public synchronized Optional<Session> find(AceContent asked) {
        return Optional.ofNullable(named.get(asked))
                .or(() -> infohash(asked).map(named::get))
                // Public lists mix the two kinds of id up, and no content has another one's digits.
                .or(() -> asked.mistaken().map(named::get));
    }

    private Optional<AceContent> infohash(AceContent asked) {
        return Optional.ofNullable(known.get(asked))
                .flatMap(Known::infohash)
                .map(hash -> new AceContent(AceContent.Kind.INFOHASH, hash));
    }

    @Override
    public synchronized Optional<Session> named(Session session, String infohash) {
        AceContent name = new AceContent(AceContent.Kind.INFOHASH, infohash);
        remember(session.content(), Optional.of(infohash), selector(session.content()), encrypted(session.content()));
        Session other = named.putIfAbsent(name, session);
        return Optional.ofNullable(other).filter(each -> !each.equals(session));
    }

    private void remember(AceContent asked, Optional<String> infohash, AceContent selector, boolean encrypted) {
        known.remove(asked);
        known.put(asked, new Known(infohash, selector, encrypted));
    }

    @Override
    public synchronized AceContent selector(AceContent asked) {
        Known each = known.get(asked);
        return each == null ? asked : each.selector;
    }

    @Override
    public synchronized void works(AceContent asked, AceContent selector, boolean encrypted) {
        Known before = known.get(asked);
        remember(asked, before == null ? Optional.empty() : before.infohash, selector, encrypted);
        unplayable.remove(asked);
    }

    @Override
    public synchronized boolean encrypted(AceContent asked) {
        Known each = known.get(asked);
        return each != null && each.encrypted;
    }

    @Override
    public synchronized void unplayable(AceContent asked, NoSignal why) {
        unplayable.put(asked, new Unplayable(why, System.nanoTime() + UNPLAYABLE_NANOS));
    }

    @Override
    public synchronized void gone(Session session) {
        all.remove(session);
        named.values().removeIf(session::equals);
        notifyAll();
    }

    /** Ends one that nobody watches, so that another has a place: the oldest. False if there is none. */
    boolean makeRoom() {
        Optional<Session> idle;
        synchronized (this) {
            if (all.stream().anyMatch(Session::givesWay)) {
                return true; // that place is free soon: a second would go for nothing
            }
            idle = all.stream()
                    .filter(Session::idle)
                    .min(Comparator.comparing(each -> each.seen().since()));
        }
        idle.ifPresent(each -> each.loop().execute(each::giveWay));
        return idle.isPresent();
    }

    List<SessionSeen> seen() {
        List<Session> open;
        synchronized (this) {
            open = new ArrayList<>(all);
        }
        return open.stream()
                .map(Session::seen)
                .sorted(Comparator.comparing(SessionSeen::since))
                .toList();
    }

    synchronized int size() {
        return all.size();
    }

    /** Ends all, each for itself, and waits for the engines' answers; no new ones begin. True if none is left. */
    synchronized boolean close(Duration patience) throws InterruptedException {
        closed = true;
        all.forEach(each -> each.loop().execute(each::shutDown));
        long until = System.nanoTime() + patience.toNanos();
        while (!all.isEmpty() && until - System.nanoTime() > 0) {
            wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        }
        return all.isEmpty();
    }

    @Override
    public AceSettings settings() {
        return settings;
    }

    @Override
    public EnginePool pool() {
        return pool;
    }

    @Override
    public Reader.Opening reading() {
        return reading;
    }

    @Override
    public Leftovers leftovers() {
        return leftovers;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }
}
