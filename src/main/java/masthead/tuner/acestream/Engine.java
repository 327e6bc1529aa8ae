package masthead.tuner.acestream;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import masthead.format.acestream.AceContent;

/** One engine, as its pool knows it; guarded by the pool's lock. */
final class Engine {
    private static final long MEMORY_NANOS = Duration.ofMinutes(5).toNanos();
    private static final long STICKY_NANOS = Duration.ofMinutes(10).toNanos();
    private static final long BREAKER_WINDOW_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int BREAKER_CONTENTS = 5;
    private static final Duration SHORTEST_BREAK = Duration.ofSeconds(30);
    private static final Duration LONGEST_BREAK = Duration.ofMinutes(5);
    private static final int MOST_REMEMBERED = 1000;

    final EngineAddress address;
    final EngineClient client;
    final Set<EnginePool.Claim> claims = new HashSet<>();
    EngineState state = EngineState.UNKNOWN;
    String version = "";
    String trouble = "";
    /** Sessions of an earlier run that are being stopped: a stop ends what is started meanwhile, too. */
    int leftovers;

    int misses;
    /** It said that it is not connected to its network. */
    boolean cutOff;

    boolean asked;
    boolean everTried;
    boolean everWell;
    boolean rests;
    long restsUntilNanos;
    long startedNanos;
    long triedNanos;
    long wellNanos;
    long checkedNanos;
    long networkNanos;
    boolean everChecked;
    private Duration nextBreak = SHORTEST_BREAK;
    private final Map<AceContent, Long> failed = remembering();
    private final Map<AceContent, Long> played = remembering();
    /** Contents that failed since the last one that did not. */
    private final Map<AceContent, Long> inARow = remembering();

    Engine(EngineAddress address, EngineClient client) {
        this.address = address;
        this.client = client;
    }

    private static Map<AceContent, Long> remembering() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<AceContent, Long> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }

    boolean resting(long now) {
        return rests && restsUntilNanos - now > 0;
    }

    void rest(long now, Duration time) {
        rests = true;
        restsUntilNanos = now + time.toNanos();
    }

    boolean failedOfLate(AceContent content, long now) {
        Long when = failed.get(content);
        return when != null && now - when < MEMORY_NANOS;
    }

    boolean playedOfLate(AceContent content, long now) {
        Long when = played.get(content);
        return when != null && now - when < STICKY_NANOS;
    }

    /** It showed packets: whatever it is, it is well. */
    void shows(AceContent content, long now) {
        cutOff = false;
        well(now);
        played.remove(content);
        played.put(content, now);
        failed.remove(content);
        inARow.clear();
        nextBreak = SHORTEST_BREAK;
    }

    /** It answers. That is not all where it is cut off from its network. */
    void well(long now) {
        state = cutOff ? EngineState.DEGRADED : EngineState.HEALTHY;
        trouble = cutOff ? "it is not connected to its network" : "";
        misses = 0;
        everWell = true;
        wellNanos = now;
    }

    void remember(AceContent content, long now) {
        failed.remove(content);
        failed.put(content, now);
    }

    /** A start failed, and it may be the engine's fault: five contents in a row are no accident. True if it now rests. */
    boolean fault(AceContent content, long now) {
        inARow.remove(content);
        inARow.put(content, now);
        inARow.values().removeIf(when -> now - when > BREAKER_WINDOW_NANOS);
        if (inARow.size() < BREAKER_CONTENTS) {
            return false;
        }
        inARow.clear();
        rest(now, nextBreak);
        Duration twice = nextBreak.multipliedBy(2);
        nextBreak = twice.compareTo(LONGEST_BREAK) < 0 ? twice : LONGEST_BREAK;
        return true;
    }
}
