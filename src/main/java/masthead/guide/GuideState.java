package masthead.guide;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a guide so far.
 *
 * @param generation of its programmes; 0 where none was applied
 * @param importedAt when it was last applied
 * @param checkedAt when it was last asked for, whatever came of it
 * @param outcome how that ended, in a sentence; empty where it never was
 * @param channels of the guide that was applied
 * @param programmes of it that were kept then
 * @param dropped what was left out or repaired then, by reason
 */
public record GuideState(
        long generation,
        Optional<Instant> importedAt,
        Optional<Instant> checkedAt,
        String outcome,
        long channels,
        long programmes,
        Map<String, Long> dropped) {
    public GuideState {
        dropped = Map.copyOf(dropped);
    }

    /** Programmes that were left out because they were there already. */
    public long duplicates() {
        return dropped.getOrDefault(GuideFault.DUPLICATE.words(), 0L);
    }
}
