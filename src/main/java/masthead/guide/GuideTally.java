package masthead.guide;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import masthead.database.Database;
import masthead.guide.Guide.Contents;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what each guide holds. It takes a look at all of them, so that what was counted holds for a minute; and while somebody asks,
 * it is counted again behind his back before it is much older.
 *
 * <p>Blocks; on a virtual thread.
 */
final class GuideTally {
    private static final Logger log = LoggerFactory.getLogger(GuideTally.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    /** What is older is not shown. */
    private static final Duration OLD = Duration.ofMinutes(5);

    private final Database database;
    private final GuideSources sources;
    private final Clock clock;
    /** Held while it is counted: once is enough. */
    private final ReentrantLock counting = new ReentrantLock();

    private volatile Counted counted = new Counted(-1, Instant.EPOCH, Map.of());

    private record Counted(long version, Instant at, Map<GuideSourceId, Contents> contents) {
        Counted {
            contents = Map.copyOf(contents);
        }

        boolean within(Duration age, long wanted, Instant now) {
            return version == wanted && !at.isAfter(now) && at.plus(age).isAfter(now);
        }
    }

    GuideTally(Database database, GuideSources sources, Clock clock) {
        this.database = database;
        this.sources = sources;
        this.clock = clock;
    }

    Map<GuideSourceId, Contents> contents() {
        Counted known = counted;
        Instant now = clock.instant();
        if (known.within(FRESH, sources.version(), now)) {
            return known.contents();
        }
        if (known.within(OLD, sources.version(), now)) {
            if (!counting.isLocked()) {
                Thread.ofVirtual().name("guide-tally").start(this::countBehind);
            }
            return known.contents();
        }
        return count().contents();
    }

    private void countBehind() {
        try {
            count();
        } catch (RuntimeException e) { // who asks when it is too old hears of it
            log.atDebug().setCause(e).log("Guides could not be counted");
        }
    }

    private Counted count() {
        counting.lock();
        try {
            long version = sources.version();
            Instant now = clock.instant();
            if (!counted.within(FRESH, version, now)) {
                Map<GuideSourceId, Contents> contents = new HashMap<>();
                for (GuideSource each : sources.current()) {
                    count(each, now.toEpochMilli(), contents);
                }
                counted = new Counted(version, now, contents);
            }
            return counted;
        } finally {
            counting.unlock();
        }
    }

    private void count(GuideSource source, long now, Map<GuideSourceId, Contents> contents) {
        long generation = source.state().generation();
        if (generation == 0) {
            return;
        }
        try {
            database.read(handle -> {
                if (GenerationTable.isLive(handle, generation)) {
                    contents.put(source.id(), contents(handle, generation, now));
                }
                return true;
            });
        } catch (JdbiException e) {
            // PostgreSQL may drop a generation's table between a look at which one it is and a look into it.
            log.atDebug().setCause(e).log("A guide went while it was counted");
        }
    }

    private static Contents contents(Handle handle, long generation, long now) {
        long[] found = handle.createQuery("""
                        SELECT count(*), coalesce(sum(CASE WHEN programmes > 0 THEN 1 ELSE 0 END), 0),
                            coalesce(sum(programmes), 0)
                        FROM guide_channel WHERE generation = :generation""")
                .bind("generation", generation)
                .map((row, context) -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
                .one();
        return new Contents(
                found[0],
                found[1],
                GenerationTable.channelsBetween(handle, generation, now, now).size(),
                found[2],
                GenerationTable.programmesAfter(handle, generation, now));
    }
}
