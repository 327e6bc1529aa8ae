package masthead.headend;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import masthead.catalog.ProviderId;
import masthead.database.Database;
import masthead.database.Dialect;
import org.jdbi.v3.core.Handle;

/**
 * A list in table {@code incoming}, its entries recognised; closing it takes it out. Of each provider one at a time, in its turn.
 *
 * <p>All of it is done in short transactions that touch nothing else, so that other changes of the database find their way between them.
 */
final class Staged implements AutoCloseable {
    private final Database database;
    private final ProviderId provider;
    private final Intake.Taken taken;
    private final Comparison comparison;

    private Staged(Database database, ProviderId provider, Intake.Taken taken, Comparison comparison) {
        this.database = database;
        this.provider = provider;
        this.taken = taken;
        this.comparison = comparison;
    }

    /**
     * @throws masthead.format.m3u.NotM3uException if it is no list at all
     * @throws masthead.http.BrokenOff if it was given up
     */
    static Staged of(
            Database database, ProviderId provider, SpooledList list, int maxEntries, ImportProgress progress) {
        boolean whole = false;
        clear(database, provider);
        try {
            progress.enter(ImportProgress.Phase.READING, OptionalLong.of(list.bytes()));
            Intake.Taken taken = Intake.read(list, database, provider, maxEntries, progress);
            progress.enter(ImportProgress.Phase.COMPARING);
            Map<String, Integer> skipped = new TreeMap<>(taken.skipped());
            list.skipped().forEach((why, count) -> skipped.merge(why, count, Integer::sum));
            Recognition recognition = new Recognition(database, provider, progress.work());
            int duplicates = recognition.dropDuplicates();
            if (duplicates > 0) {
                skipped.put("duplicate", duplicates);
            }
            recognition.recognise();
            Comparison comparison = database.read(handle -> Comparison.of(handle, provider, skipped));
            whole = true;
            return new Staged(database, provider, taken, comparison);
        } finally {
            if (!whole) {
                clear(database, provider);
            }
        }
    }

    Comparison comparison() {
        return comparison;
    }

    /** How its live channels compare. */
    EntryCounts live() {
        return comparison.parts().getOrDefault(Comparison.LIVE, EntryCounts.NONE);
    }

    /** Addresses of guides that the list names. */
    List<String> guides() {
        return taken.guides();
    }

    /**
     * Why the list looks wrong, if it does.
     *
     * @param loss the share of entries that may be gone
     */
    Optional<String> doubt(double loss) {
        return taken.cutShort()
                ? Optional.of("The list is cut short: its last entry has no address.")
                : comparison.doubt(loss);
    }

    @Override
    public void close() {
        clear(database, provider);
    }

    private static void clear(Database database, ProviderId provider) {
        // Emptying a table is quick, deleting rows one by one is not, and leaves their space taken in PostgreSQL.
        database.change(handle -> {
            if (alone(handle, provider)) {
                clearAll(handle, database.dialect());
            } else {
                handle.execute("DELETE FROM incoming WHERE provider_id = ?", provider.value());
            }
        });
    }

    private static boolean alone(Handle handle, ProviderId provider) {
        return handle.createQuery("SELECT COUNT(*) FROM (SELECT MIN(provider_id) AS one FROM incoming"
                                + " UNION SELECT MAX(provider_id) FROM incoming) ends"
                                + " WHERE one IS NOT NULL AND one <> :provider")
                        .bind("provider", provider.value())
                        .mapTo(Integer.class)
                        .one()
                == 0;
    }

    /** Takes out everything, also what a killed process left: only while no list of another provider is here. */
    static void clearAll(Handle handle, Dialect dialect) {
        handle.execute(dialect == Dialect.POSTGRESQL ? "TRUNCATE incoming" : "DELETE FROM incoming");
    }
}
