package masthead.relay;

import java.util.List;
import masthead.format.mpegts.Health;

/**
 * How the stream of a channel on air does, as it was within the last second.
 *
 * @param verdict fine as long as no feed is on air: then there is nothing to judge
 * @param lately the verdict's word of each of the last {@value #LATELY_SECONDS} seconds, the oldest first; empty for one without a feed
 */
public record Condition(Verdict verdict, Health health, List<String> lately) {
    /** How far back {@link #lately} goes. */
    public static final int LATELY_SECONDS = 60;

    public Condition {
        lately = List.copyOf(lately);
    }
}
