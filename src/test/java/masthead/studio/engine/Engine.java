package masthead.studio.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What an engine is, apart from its sockets: contents, policies, faults, sessions, time. Any thread. */
final class Engine {
    /** How long contents are on air when the engine starts: readers begin in the past. */
    private static final Duration ON_AIR_BEFORE = Duration.ofHours(1);

    private final Clock clock;
    private final Instant onAirSince;
    private final Faults faults;
    private final Sessions sessions;
    private final Map<String, Content> contents = new ConcurrentHashMap<>();
    private final Map<Broadcast, Hls> segments = new ConcurrentHashMap<>();
    private final AtomicInteger runs = new AtomicInteger();
    private volatile Policies policies;
    /** Until when starts fail, as of an engine that has just begun. */
    private volatile Instant failsUntil = Instant.MIN;

    Engine(Policies policies, Clock clock, long seed) {
        this.policies = policies;
        this.clock = clock;
        this.onAirSince = clock.instant().minus(ON_AIR_BEFORE);
        this.faults = new Faults(clock);
        this.sessions = new Sessions(clock, seed);
    }

    Clock clock() {
        return clock;
    }

    Faults faults() {
        return faults;
    }

    Sessions sessions() {
        return sessions;
    }

    Policies policies() {
        return policies;
    }

    void policies(Policies other) {
        policies = other;
    }

    /** How far all broadcasts are by now. */
    Duration position() {
        return Duration.between(onAirSince, clock.instant());
    }

    /** When something at this place of a broadcast was on air. */
    Instant instant(Duration position) {
        return onAirSince.plus(position);
    }

    void add(Content content) {
        contents.put(content.infohash(), content);
    }

    Collection<Content> contents() {
        return contents.values();
    }

    Optional<Content> byInfohash(String infohash) {
        return Optional.ofNullable(contents.get(infohash));
    }

    Optional<Content> byContentId(String id) {
        return contents.values().stream()
                .filter(each -> each.contentId().equals(id))
                .findFirst();
    }

    /** A number of its own for each body. */
    int nextRun() {
        return runs.incrementAndGet();
    }

    /** The segments of a broadcast, made when first asked for. */
    Hls segments(Session session) {
        segments.keySet()
                .removeIf(each -> sessions.all().stream()
                        .noneMatch(other -> other.broadcast().equals(each)));
        return segments.computeIfAbsent(session.broadcast(), each -> new Hls(session.content(), position(), nextRun()));
    }

    void failUntil(Instant time) {
        failsUntil = time;
    }

    boolean boots() {
        return clock.instant().isBefore(failsUntil);
    }
}
