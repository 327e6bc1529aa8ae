package masthead.guide;

import java.util.Map;

/**
 * What was in a guide.
 *
 * @param channels that it names or has programmes of
 * @param programmes that were kept
 * @param dropped what was left out or repaired, by reason
 */
public record GuideCount(long channels, long programmes, Map<String, Long> dropped) {
    public GuideCount {
        dropped = Map.copyOf(dropped);
    }
}
