package masthead.guide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import masthead.database.Database;

/** What is on, and when: queries over the programmes kept in the database. Blocks; on a virtual thread. */
public final class Guide {
    private final Database database;
    private volatile long version;

    private final List<Runnable> followers = new CopyOnWriteArrayList<>();

    public Guide(Database database) {
        this.database = database;
        this.version = database.read(GuideTable::version);
    }

    /**
     * Programmes of a channel that touch the time between, in order of time and without overlaps: those of the first place, and in its
     * holes those of the next ones.
     *
     * @param shift added to the times of all of them
     */
    public List<Programme> programmes(List<GuidePlace> places, Duration shift, Instant from, Instant to, int limit) {
        return places.isEmpty() ? List.of() : programmes(places.getFirst().guideId(), from, limit);
    }

    /** As {@link #programmes}, from {@code now} on: what is on, and what comes next. From memory, as far as it is there. */
    public List<Programme> next(List<GuidePlace> places, Duration shift, Instant now, int limit) {
        return programmes(places, shift, now, Instant.MAX, limit);
    }

    /** All channels of all guides that are asked, also those without programmes; in the order in which guides are asked. */
    public List<GuideChannel> channels() {
        return List.of();
    }

    /** Calls {@code follower} after each growth of {@link #version}. It must return quickly. */
    public void follow(Runnable follower) {
        followers.add(follower);
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
        followers.forEach(Runnable::run);
    }
}
