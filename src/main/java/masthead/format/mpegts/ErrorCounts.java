package masthead.format.mpegts;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** How often each {@link Indicator} showed: recently and ever. Not safe between threads. */
final class ErrorCounts {
    private final Map<Indicator, PerSecond> counts = new EnumMap<>(Indicator.class);

    ErrorCounts() {
        for (Indicator each : Indicator.values()) {
            counts.put(each, new PerSecond(Monitor.RECENT_SECONDS - 1));
        }
    }

    void count(Indicator indicator) {
        Objects.requireNonNull(counts.get(indicator)).add(1);
    }

    void roll() {
        counts.values().forEach(PerSecond::roll);
    }

    /** Forgets what is recent; totals stay. */
    void clear() {
        counts.values().forEach(PerSecond::clear);
    }

    Map<Indicator, Health.Count> look() {
        Map<Indicator, Health.Count> look = new EnumMap<>(Indicator.class);
        counts.forEach((each, count) -> look.put(each, new Health.Count(count.recent(), count.total())));
        return look;
    }
}
