package masthead.guide;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import masthead.catalog.Audit;
import masthead.catalog.NoSuchEntry;
import masthead.database.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guides we read, and the only way to change them.
 *
 * <p>Changes block and belong on a virtual thread; {@link #current} and {@link #version} may be called anywhere.
 */
public final class GuideSources {
    private static final Logger log = LoggerFactory.getLogger(GuideSources.class);
    private static final String OPERATOR = "operator";

    private final Database database;
    private final Clock clock;
    /** Held while a snapshot is built, swapped in and told, so that followers see versions in order. */
    private final ReentrantLock building = new ReentrantLock();

    private final List<Runnable> followers = new ArrayList<>();
    private volatile Snapshot current;

    private record Snapshot(long version, List<GuideSource> sources) {}

    /** Reads them; blocks for that long. */
    public GuideSources(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.current = database.read(GuideSources::load);
    }

    private static Snapshot load(Handle handle) {
        return new Snapshot(GuideSourceTable.version(handle), GuideSourceTable.all(handle));
    }

    /** All of them, the one asked first at the front. */
    public List<GuideSource> current() {
        return current.sources;
    }

    public Optional<GuideSource> source(GuideSourceId id) {
        return current().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** Grows with every change of programmes, and of which guides are asked in which order. */
    public long version() {
        return current.version;
    }

    /** Calls {@code follower} after each growth of {@link #version}. It must return quickly. */
    public void follow(Runnable follower) {
        building.lock();
        try {
            followers.add(follower);
        } finally {
            building.unlock();
        }
    }

    public GuideSource add(GuideTerms terms) {
        return change(handle -> {
            GuideSource added = GuideSourceTable.add(handle, terms, clock.instant());
            audit(handle, "add", added);
            return added;
        });
    }

    /** @throws NoSuchEntry if there is none with this id */
    public GuideSource edit(GuideSourceId id, GuideTerms terms) {
        return change(handle -> {
            GuideSource edited = GuideSourceTable.edit(handle, id, terms);
            audit(handle, "edit", edited);
            return edited;
        });
    }

    /**
     * Takes it out; its programmes are no longer asked for, and their room is given back later.
     *
     * @throws NoSuchEntry if there is none with this id
     */
    public void remove(GuideSourceId id) {
        change(handle -> {
            GuideSource removed = GuideSourceTable.remove(handle, id);
            audit(handle, "remove", removed);
            return removed;
        });
    }

    private void audit(Handle handle, String action, GuideSource source) {
        Audit.write(handle, clock.instant(), OPERATOR, action, "guide " + source.id(), source.name());
    }

    /** Runs a change that players may see: the version grows, and followers are told. */
    <T> T change(Function<Handle, T> change) {
        T result = database.write(handle -> {
            T changed = change.apply(handle);
            GuideSourceTable.raiseVersion(handle);
            return changed;
        });
        rebuild();
        return result;
    }

    /** Runs a change of which players see nothing. */
    void note(Function<Handle, Boolean> change) {
        database.write(change);
        rebuild();
    }

    private void rebuild() {
        building.lock();
        try {
            long before = current.version;
            current = database.read(GuideSources::load);
            if (current.version != before) {
                followers.forEach(GuideSources::tell);
            }
        } finally {
            building.unlock();
        }
    }

    private static void tell(Runnable follower) {
        try {
            follower.run();
        } catch (RuntimeException e) {
            // One follower in trouble must not keep the news from the others, nor undo what is committed.
            log.atError().setCause(e).log("A follower of the guide failed");
        }
    }
}
