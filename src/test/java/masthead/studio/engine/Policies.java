package masthead.studio.engine;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How an engine behaves where real ones differ, or where nobody knows. Immutable.
 *
 * @param dup what a second player of the same content, under another player id, does to the first
 * @param stopScope what a stop ends
 * @param strictIds whether an infohash is refused where a content id is asked for
 * @param idleStop after how long without a reader a session ends
 * @param live how the stream comes
 * @param limits what the engine bears
 */
public record Policies(
        DupPolicy dup, StopScope stopScope, boolean strictIds, Duration idleStop, LiveBuffer live, Limits limits) {
    /** What a second player of the same content, under another player id, does to the first. */
    public enum DupPolicy {
        /** Both play. */
        SHARE,
        /** The first one's body ends. */
        KILL_OLD,
        /** The second one is refused with {@code got newer download}. */
        REFUSE
    }

    /** What a stop ends: one observer saw that it ends every session of the content. */
    public enum StopScope {
        INFOHASH,
        SESSION
    }

    /** What happens to a start that is one too many. */
    public enum WhenFull {
        HANG,
        ERROR
    }

    /**
     * The engine's live buffer.
     *
     * @param prebuffer how long the head of the answer to a playback address is withheld
     * @param burst how much stream a new reader gets from the past
     * @param burstSpeed how many times faster than real time it comes
     */
    public record LiveBuffer(Duration prebuffer, Duration burst, int burstSpeed) {}

    /**
     * What the engine bears.
     *
     * @param premiumCut after how long a stream is cut for want of a paid option, if ever
     */
    public record Limits(int maxSessions, WhenFull whenFull, Optional<Duration> premiumCut) {}

    /** As most observers saw it: 1.5 s of prebuffering, a burst of 10 s, sessions end after 30 s without reader. */
    public static final Policies USUAL = new Policies(
            DupPolicy.SHARE,
            StopScope.INFOHASH,
            true,
            Duration.ofSeconds(30),
            new LiveBuffer(Duration.ofMillis(1500), Duration.ofSeconds(10), 8),
            new Limits(10, WhenFull.HANG, Optional.empty()));

    /** The same without waiting: 100 ms of prebuffering, a burst of 2 s, sessions end after 3 s. For tests in a hurry. */
    public static final Policies QUICK = USUAL.withIdleStop(Duration.ofSeconds(3))
            .withPrebuffer(Duration.ofMillis(100))
            .withBurst(Duration.ofSeconds(2));

    public Policies withDup(DupPolicy other) {
        return new Policies(other, stopScope, strictIds, idleStop, live, limits);
    }

    public Policies withStopScope(StopScope other) {
        return new Policies(dup, other, strictIds, idleStop, live, limits);
    }

    public Policies withStrictIds(boolean strict) {
        return new Policies(dup, stopScope, strict, idleStop, live, limits);
    }

    public Policies withIdleStop(Duration other) {
        return new Policies(dup, stopScope, strictIds, other, live, limits);
    }

    public Policies withPrebuffer(Duration other) {
        return with(new LiveBuffer(other, live.burst, live.burstSpeed));
    }

    public Policies withBurst(Duration other) {
        return with(new LiveBuffer(live.prebuffer, other, live.burstSpeed));
    }

    public Policies with(LiveBuffer other) {
        return new Policies(dup, stopScope, strictIds, idleStop, other, limits);
    }

    public Policies withMaxSessions(int most, WhenFull whenFull) {
        return with(new Limits(most, whenFull, limits.premiumCut));
    }

    public Policies withPremiumCut(Duration after) {
        return with(new Limits(limits.maxSessions, limits.whenFull, Optional.of(after)));
    }

    public Policies with(Limits other) {
        return new Policies(dup, stopScope, strictIds, idleStop, live, other);
    }

    /**
     * One policy by the name it has in requests, {@link #named} lists them.
     *
     * @throws IllegalArgumentException if there is no such policy, or not of that value
     */
    Policies with(String name, String value) {
        return switch (name) {
            case "dup_policy" -> withDup(DupPolicy.valueOf(value.toUpperCase(Locale.ROOT)));
            case "stop_scope" -> withStopScope(StopScope.valueOf(value.toUpperCase(Locale.ROOT)));
            case "strict_ids" -> withStrictIds(Boolean.parseBoolean(value));
            case "idle_stop_ms" -> withIdleStop(Duration.ofMillis(Long.parseLong(value)));
            case "prebuffer_ms" -> withPrebuffer(Duration.ofMillis(Long.parseLong(value)));
            case "burst_ms" -> withBurst(Duration.ofMillis(Long.parseLong(value)));
            case "burst_speed" -> with(new LiveBuffer(live.prebuffer, live.burst, Integer.parseInt(value)));
            case "max_sessions" -> withMaxSessions(Integer.parseInt(value), limits.whenFull);
            case "when_full" -> withMaxSessions(limits.maxSessions, WhenFull.valueOf(value.toUpperCase(Locale.ROOT)));
            case "premium_cut_ms" -> withPremiumCut(Duration.ofMillis(Long.parseLong(value)));
            default -> throw new IllegalArgumentException("no policy '" + name + "', there are " + named().keySet());
        };
    }

    /** All policies as they are, by the names they have in requests. */
    Map<String, Object> named() {
        return Json.object(
                "dup_policy", dup.name().toLowerCase(Locale.ROOT),
                "stop_scope", stopScope.name().toLowerCase(Locale.ROOT),
                "strict_ids", strictIds,
                "idle_stop_ms", idleStop.toMillis(),
                "prebuffer_ms", live.prebuffer.toMillis(),
                "burst_ms", live.burst.toMillis(),
                "burst_speed", live.burstSpeed,
                "max_sessions", limits.maxSessions,
                "when_full", limits.whenFull.name().toLowerCase(Locale.ROOT),
                "premium_cut_ms",
                        limits.premiumCut.<Object>map(Duration::toMillis).orElse(Json.NULL));
    }
}
