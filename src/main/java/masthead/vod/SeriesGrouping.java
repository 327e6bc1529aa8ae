package masthead.vod;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import masthead.catalog.Catalogs;
import masthead.catalog.Folded;
import masthead.catalog.PlaySequence;
import masthead.catalog.Revision;
import masthead.database.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the episodes of lists into series by their names: lists of this kind have a line for each episode and none for a series.
 *
 * <p>A series is one per provider and title, and keeps its id for good. Some thousand episodes at a time, so that nobody else waits
 * long for the database. Looks after each change of the catalog, on a thread of its own.
 */
public final class SeriesGrouping implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SeriesGrouping.class);
    private static final int AT_ONCE = 5_000;

    private record Row(int id, int provider, String name, Optional<Integer> category, String logo, int position) {}

    private record Series(int provider, String key) {}

    private final Database database;
    private final Catalogs catalogs;
    private final Clock clock;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean closed;

    public SeriesGrouping(Database database, Catalogs catalogs, Clock clock) {
        this.database = database;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** Follows the catalog from now on. */
    public SeriesGrouping start() {
        catalogs.follow(any -> look());
        return this;
    }

    private void look() {
        wanted.set(true);
        Thread.ofVirtual().name("series").start(() -> {
            while (wanted.get() && running.compareAndSet(false, true)) {
                try {
                    wanted.set(false);
                    run();
                } catch (RuntimeException e) {
                    if (!closed) {
                        log.atError().setCause(e).log("Episodes could not be put into series");
                    }
                } finally {
                    running.set(false);
                }
            }
        });
    }

    /** Groups all there is to group; returns how many episodes that were. */
    int run() {
        int all = 0;
        int last = AT_ONCE;
        while (last == AT_ONCE && !closed) {
            last = database.read(handle -> some(handle).isEmpty()) ? 0 : database.write(this::group);
            all += last;
        }
        if (all > 0) {
            log.atInfo().addKeyValue("episodes", all).log("Episodes put into series");
            database.change(Revision::raise);
            catalogs.rebuild();
        }
        return all;
    }

    private static List<Row> some(Handle handle) {
        return handle.createQuery("""
                        SELECT c.id, c.name, c.category_id, c.logo, c.position,
                            (SELECT MIN(f.provider_id) FROM feed f WHERE f.channel_id = c.id) AS provider_id
                        FROM channel c
                        WHERE c.kind = 'EPISODE' AND c.series_id IS NULL
                            AND EXISTS (SELECT 1 FROM feed f WHERE f.channel_id = c.id)
                        LIMIT :most
                        """)
                .bind("most", AT_ONCE)
                .map((row, context) -> new Row(
                        row.getInt("id"),
                        row.getInt("provider_id"),
                        row.getString("name"),
                        Optional.of(row.getInt("category_id")).filter(id -> id > 0),
                        row.getString("logo"),
                        row.getInt("position")))
                .list();
    }

    private int group(Handle handle) {
        List<Row> rows = some(handle);
        Map<Series, Integer> known = new LinkedHashMap<>();
        Map<Series, Row> fresh = new LinkedHashMap<>();
        for (Row row : rows) {
            Series series = series(row);
            if (!known.containsKey(series) && !fresh.containsKey(series)) {
                find(handle, series).ifPresentOrElse(id -> known.put(series, id), () -> fresh.put(series, row));
            }
        }
        add(handle, fresh, known);
        PreparedBatch changes = handle.prepareBatch(
                "UPDATE channel SET series_id = :series, season = :season, episode = :episode WHERE id = :id");
        for (Row row : rows) {
            EpisodeName name = EpisodeName.of(row.name());
            changes.bind("id", row.id())
                    .bind("series", known.get(series(row)))
                    .bind("season", name.season())
                    .bind("episode", name.number())
                    .add();
        }
        if (changes.size() > 0) {
            changes.execute();
        }
        return rows.size();
    }

    private static Series series(Row row) {
        return new Series(row.provider(), EpisodeName.of(row.name()).key());
    }

    private static Optional<Integer> find(Handle handle, Series series) {
        return handle.createQuery(
                        "SELECT channel_id FROM series_of_list WHERE provider_id = :provider AND series_key = :key")
                .bind("provider", series.provider())
                .bind("key", series.key())
                .mapTo(Integer.class)
                .findOne();
    }

    private void add(Handle handle, Map<Series, Row> fresh, Map<Series, Integer> known) {
        if (fresh.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        int id = PlaySequence.take(handle, fresh.size());
        PreparedBatch channels = handle.prepareBatch("""
                INSERT INTO channel (id, kind, name, folded_name, category_id, logo, added_at, position)
                VALUES (:id, 'SERIES', :name, :folded, :category, :logo, :now, :position)
                """);
        PreparedBatch keys = handle.prepareBatch(
                "INSERT INTO series_of_list (provider_id, series_key, channel_id) VALUES (:provider, :key, :id)");
        for (Map.Entry<Series, Row> each : new ArrayList<>(fresh.entrySet())) {
            Row row = each.getValue();
            String name = EpisodeName.of(row.name()).series();
            channels.bind("id", id)
                    .bind("name", name)
                    .bind("folded", Folded.of(name))
                    .bind("category", row.category().orElse(null))
                    .bind("logo", row.logo())
                    .bind("now", now.toEpochMilli())
                    .bind("position", row.position())
                    .add();
            keys.bind("provider", each.getKey().provider())
                    .bind("key", each.getKey().key())
                    .bind("id", id)
                    .add();
            known.put(each.getKey(), id++);
        }
        channels.execute();
        keys.execute();
    }

    @Override
    public void close() {
        closed = true;
    }
}
