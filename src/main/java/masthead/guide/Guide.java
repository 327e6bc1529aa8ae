package masthead.guide;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What is on, and when: queries over the programmes kept in the database. Blocks; on a virtual thread. */
public final class Guide {
    /** Grows with every change of the programmes. */
    public long version() {
        throw new IllegalStateException("unwritten");
    }

    /** Programmes of {@code guideId} that end after {@code from}, in order of time, at most {@code limit}. */
    public List<Programme> programmes(String guideId, Instant from, int limit) {
        throw new IllegalStateException("unwritten " + guideId + from + limit);
    }

    /** Hands over every programme, ordered by guide id, then start. */
    public void each(Consumer<Programme> sink) {
        throw new IllegalStateException("unwritten " + sink);
    }

    /** Replaces all programmes in one transaction; their own ids are ignored and given anew. */
    public void replace(Iterable<Programme> programmes) {
        throw new IllegalStateException("unwritten " + programmes);
    }
}
