package masthead.guide;

import java.util.TreeMap;
import java.util.stream.Collectors;

/** How reading a guide ended. Only {@link Applied} changed anything. */
public sealed interface GuideOutcome {
    /** The guide is in the place of the one before. */
    record Applied(GuideCount count) implements GuideOutcome {}

    /** It is as it was when it was last applied. */
    record Unchanged() implements GuideOutcome {}

    /** It is cut short, empty, something else, or has lost too much: the one before stays. */
    record Suspicious(String reason) implements GuideOutcome {}

    /** It could not be had at all: the one before stays. */
    record Failed(String reason) implements GuideOutcome {}

    /** An outcome as it is kept and logged. */
    static String sentence(GuideOutcome outcome) {
        return switch (outcome) {
            case Applied(GuideCount count) ->
                "Applied: " + count.programmes() + " programmes of " + count.channels() + " channels" + dropped(count)
                        + ".";
            case Unchanged() -> "Unchanged since it was last applied.";
            case Suspicious(String reason) -> "Not applied, suspicious: " + reason;
            case Failed(String reason) -> "Not applied, failed: " + reason;
        };
    }

    private static String dropped(GuideCount count) {
        return count.dropped().isEmpty() ? "" : "; " + reasons(count);
    }

    /** What was left out or repaired, in words. */
    static String reasons(GuideCount count) {
        return new TreeMap<>(count.dropped())
                .entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "));
    }
}
