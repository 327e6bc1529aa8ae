package masthead.guide;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import masthead.database.Database;
import masthead.database.Dialect;
import org.jdbi.v3.core.Handle;

/**
 * Which generations of programmes there are. Each is in a table of its own: while a guide is read nobody asks for it, and when it is
 * whole one small change puts it in the place of the one before. What belongs to no guide (any more) is dropped by {@link #tidy}:
 * after each reading, and at start, for readings that were killed. Any thread that may block.
 */
final class Generations {
    /** Channels whose programmes are deleted in one transaction, so that others have their turn at the writer. */
    private static final int CHANNELS_AT_ONCE = 25;

    private final Database database;
    private final Set<Long> beingRead = ConcurrentHashMap.newKeySet();
    private final ReentrantLock tidying = new ReentrantLock();

    Generations(Database database) {
        this.database = database;
    }

    /** An empty one, that {@link #tidy} leaves alone until it is {@link #done}. */
    long begin() {
        tidying.lock(); // else it might be seen between its beginning and our word for it
        try {
            long generation = database.write(handle -> GenerationTable.create(handle, database.dialect()));
            beingRead.add(generation);
            return generation;
        } finally {
            tidying.unlock();
        }
    }

    /** It is a guide's now, or is given up. */
    void done(long generation) {
        beingRead.remove(generation);
    }

    /** Guides whose programmes are not there are to be read anew: a copy of the database that was put back has none. */
    void forgetLost() {
        database.change(handle -> {
            Set<Long> there = GenerationTable.all(handle, database.dialect());
            for (long each : live(handle)) {
                if (!there.contains(each)) {
                    handle.execute("""
                            UPDATE guide_source SET generation = 0, etag = '', last_modified = '', content_hash = '',
                                imported_at = NULL, channels = 0, programmes = 0, dropped = '{}'
                            WHERE generation = ?""", each);
                }
            }
        });
    }

    /** Gives back the room of generations that belong to no guide, in small steps. */
    void tidy() {
        tidying.lock();
        try {
            for (long each : GenerationTable.sorted(database.read(this::orphans))) {
                drop(each);
            }
        } finally {
            tidying.unlock();
        }
    }

    private Set<Long> orphans(Handle handle) {
        Set<Long> orphans = GenerationTable.all(handle, database.dialect());
        orphans.addAll(handle.select("SELECT DISTINCT generation FROM guide_channel")
                .mapTo(Long.class)
                .list());
        orphans.removeAll(live(handle));
        orphans.removeAll(beingRead);
        return orphans;
    }

    private static Set<Long> live(Handle handle) {
        return new HashSet<>(handle.select("SELECT generation FROM guide_source WHERE generation <> 0")
                .mapTo(Long.class)
                .list());
    }

    /** The table goes last: if we are killed, what is left of it is found again. */
    private void drop(long generation) {
        boolean there = database.read(handle -> GenerationTable.all(handle, database.dialect()))
                .contains(generation);
        // PostgreSQL drops a table of any size at once; SQLite has to walk through all of it.
        if (there && database.dialect() == Dialect.SQLITE) {
            int last = database.read(handle -> GenerationTable.lastChannel(handle, generation));
            for (int from = 0; from <= last; from += CHANNELS_AT_ONCE) {
                int first = from;
                database.change(
                        handle -> GenerationTable.deleteChannels(handle, generation, first, first + CHANNELS_AT_ONCE));
            }
        }
        database.change(handle -> {
            handle.execute("DELETE FROM guide_channel WHERE generation = ?", generation);
            GenerationTable.drop(handle, generation);
        });
    }

    /** For tests: the generations that have a table. */
    List<Long> tables() {
        return GenerationTable.sorted(database.read(handle -> GenerationTable.all(handle, database.dialect())));
    }
}
