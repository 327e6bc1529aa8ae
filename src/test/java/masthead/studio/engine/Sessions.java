package masthead.studio.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The sessions of an engine, and the rules of who ends whom (reference 2: the player id).
 *
 * <p>Guarded by itself. Nothing here waits for the network; bodies are told to end, which they do by themselves.
 */
final class Sessions {
    private final Clock clock;
    private final Random random;
    private final Map<String, Session> live = new LinkedHashMap<>();
    private final Map<String, Broadcast> broadcasts = new LinkedHashMap<>();
    /** Player ids that had an HLS session, with their content. */
    private final Set<String> formerHls = new HashSet<>();

    /** The most readers of each content at once. */
    private final Map<String, Integer> peakReaders = new LinkedHashMap<>();

    private int peak;

    Sessions(Clock clock, long seed) {
        this.clock = clock;
        this.random = new Random(seed);
    }

    synchronized Started start(Start start, Policies policies) {
        String infohash = start.content().infohash();
        List<Session> same = live.values().stream()
                .filter(each -> infohash(each).equals(infohash))
                .toList();
        Optional<Session> own =
                same.stream().filter(each -> each.pid().equals(start.pid())).findFirst();
        if (own.isPresent() && !start.flag("force_session_restart")) {
            own.get().touch(clock.instant());
            return new Started.Playing(own.get());
        }
        own.ifPresent(each -> end(each, Body.Ending.CLEAN));
        List<Session> others = same.stream().filter(each -> !each.over()).toList();
        if (!others.isEmpty() && policies.dup() == Policies.DupPolicy.REFUSE) {
            return new Started.Refused("got newer download");
        }
        // One player plays one content: what it played before ends.
        live.values().stream()
                .filter(each ->
                        each.pid().equals(start.pid()) && !infohash(each).equals(infohash))
                .toList()
                .forEach(each -> end(each, Body.Ending.CLEAN));
        if (live.size() >= policies.limits().maxSessions()) {
            return policies.limits().whenFull() == Policies.WhenFull.HANG
                    ? new Started.Hanging()
                    : new Started.Refused("too many sessions");
        }
        if (policies.dup() == Policies.DupPolicy.KILL_OLD) {
            others.forEach(each -> each.endReader(Body.Ending.CLEAN));
        }
        return new Started.Playing(open(start));
    }

    private Session open(Start start) {
        Instant now = clock.instant();
        Broadcast broadcast =
                broadcasts.computeIfAbsent(start.content().infohash(), infohash -> new Broadcast(hex(20), now));
        boolean again = start.hls()
                && !formerHls.add(start.content().infohash() + " " + start.pid())
                && !start.pid().isEmpty();
        Session session = new Session(start, hex(16), broadcast, now, again);
        live.put(session.key(), session);
        peak = Math.max(peak, live.size());
        return session;
    }

    /** The live session of these two elements of an address. */
    synchronized Optional<Session> find(String infohash, String key) {
        return Optional.ofNullable(live.get(key)).filter(each -> infohash(each).equals(infohash));
    }

    /** The live sessions of a content. */
    synchronized List<Session> of(String infohash) {
        return live.values().stream()
                .filter(each -> infohash(each).equals(infohash))
                .toList();
    }

    /** Stops a session, and those that fall with it. */
    synchronized void stop(Session session, Policies.StopScope scope) {
        switch (scope) {
            case SESSION -> end(session, Body.Ending.CLEAN);
            case INFOHASH -> of(infohash(session)).forEach(each -> end(each, Body.Ending.CLEAN));
        }
    }

    /** Ends one session alone. */
    synchronized void end(Session session, Body.Ending ending) {
        session.end(ending);
        live.remove(session.key());
        if (of(infohash(session)).isEmpty()) {
            broadcasts.remove(infohash(session));
        }
    }

    /** Ends those that nobody has read or asked about for the time of the policy. */
    synchronized void endIdle(Policies policies) {
        Instant limit = clock.instant().minus(policies.idleStop());
        for (Session each : new ArrayList<>(live.values())) {
            if (each.idleSince(limit)) {
                if (each.start().flag("use_stop_notifications")) {
                    each.push(Events.stopped("inactive", ""));
                }
                end(each, Body.Ending.CLEAN);
            }
        }
    }

    synchronized void endAll(Body.Ending ending) {
        new ArrayList<>(live.values()).forEach(each -> end(each, ending));
        formerHls.clear();
    }

    synchronized List<Session> all() {
        return List.copyOf(live.values());
    }

    /** A reader was attached to {@code session}. */
    synchronized void countReaders(Session session) {
        int readers =
                (int) of(infohash(session)).stream().filter(Session::reading).count();
        peakReaders.merge(infohash(session), readers, Math::max);
    }

    /** The most readers of a content there were at once. */
    synchronized int peakReaders(String infohash) {
        return peakReaders.getOrDefault(infohash, 0);
    }

    /** The most sessions there were at once. */
    synchronized int peak() {
        return peak;
    }

    private String hex(int bytes) {
        StringBuilder hex = new StringBuilder();
        for (int each = 0; each < bytes; each++) {
            hex.append(String.format("%02x", random.nextInt(256)));
        }
        return hex.toString();
    }

    private static String infohash(Session session) {
        return session.content().infohash();
    }
}
