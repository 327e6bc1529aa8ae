package masthead.guide;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import masthead.database.Database;

/** What is on, and when: queries over the programmes kept in the database. Blocks; on a virtual thread. */
public final class Guide {
    private final Database database;
    private volatile long version;

    public Guide(Database database) {
        this.database = database;
        this.version = database.read(GuideTable::version);
    }

    /** Grows with every change of the programmes; never blocks. */
    public long version() {
        return version;
    }

    /** Programmes of {@code guideId} that end after {@code from}, in order of time, at most {@code limit}. */
    public List<Programme> programmes(String guideId, Instant from, int limit) {
        return database.read(handle -> GuideTable.programmes(handle, guideId, from, limit));
    }

    /** The guide ids that have programmes. */
    public Set<String> covered() {
        return database.read(GuideTable::covered);
    }

    /**
     * Hands over every programme, ordered by guide id, then start.
     *
     * @param sink called on a reader of the database: it must not wait for anybody
     */
    public void each(Consumer<Programme> sink) {
        database.read(handle -> {
            GuideTable.each(handle, sink);
            return true;
        });
    }

    /** Replaces all programmes in one transaction; their own ids are ignored and given anew. */
    public void replace(Iterable<Programme> programmes) {
        version = database.write(handle -> GuideTable.replace(handle, programmes));
    }
}
