package masthead.headend;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import masthead.catalog.Folded;
import masthead.catalog.ProviderId;
import masthead.catalog.TextMap;
import masthead.database.Database;
import masthead.format.m3u.M3uEntry;
import masthead.format.m3u.M3uReader;
import masthead.format.m3u.Tally;
import org.jdbi.v3.core.Handle;

/**
 * Writes a list's entries into table {@code incoming}, a batch at a time, in constant memory.
 *
 * <p>Each batch is a transaction of its own, and all that can be worked out before it begins is: the one writer is everybody's. Plain
 * JDBC: more than twice as fast as named parameters. One thread.
 */
final class Intake implements Consumer<M3uEntry> {
    private static final int BATCH = 2000;
    private static final String INSERT = """
            INSERT INTO incoming (provider_id, position, feed_key, loose_key, url_hash, content_hash, name, folded_name,
                url, kind, headers, group_name, logo, guide_id, number, archive_days, attributes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Database database;
    private final ProviderId provider;
    private final int maxEntries;
    private final ImportProgress progress;
    private final Fingerprint fingerprint = new Fingerprint();
    private final Map<String, Integer> skipped = new TreeMap<>();
    private final List<Row> batch = new ArrayList<>(BATCH);
    private int taken;

    /**
     * What was found in a list beside its entries.
     *
     * @param skipped how many entries were left out, by reason
     * @param guides addresses of guides it names
     * @param cutShort whether it ends in the middle of an entry
     */
    record Taken(Map<String, Integer> skipped, List<String> guides, boolean cutShort) {}

    private record Row(
            int position,
            String feedKey,
            String looseKey,
            String urlHash,
            String contentHash,
            String folded,
            Listed entry) {}

    private Intake(Database database, ProviderId provider, int maxEntries, ImportProgress progress) {
        this.database = database;
        this.provider = provider;
        this.maxEntries = maxEntries;
        this.progress = progress;
    }

    /**
     * Reads the whole list.
     *
     * @throws masthead.format.m3u.NotM3uException if it is no list at all
     * @throws masthead.http.BrokenOff if it was given up
     */
    static Taken read(
            SpooledList list, Database database, ProviderId provider, int maxEntries, ImportProgress progress) {
        Intake intake = new Intake(database, provider, maxEntries, progress);
        Tally tally = new M3uReader().read(progress.counting(list.document()), intake);
        intake.flush();
        tally.skipped().forEach((why, count) -> intake.skipped.merge(why.words(), count, Integer::sum));
        return new Taken(intake.skipped, tally.guides(), tally.looksTruncated());
    }

    @Override
    public void accept(M3uEntry entry) {
        progress.entry();
        if (taken == maxEntries) {
            skip("more than headend.max-entries");
            return;
        }
        Listed.refusal(entry).ifPresentOrElse(this::skip, () -> take(Listed.of(entry)));
    }

    private void skip(String why) {
        skipped.merge(why, 1, Integer::sum);
    }

    private void take(Listed entry) {
        String folded = Folded.of(entry.name());
        String content = fingerprint.of(
                entry.name(),
                entry.url(),
                entry.kind().name(),
                TextMap.write(entry.headers()),
                entry.group(),
                entry.logo(),
                entry.guideId(),
                Integer.toString(entry.number()),
                Integer.toString(entry.archiveDays()),
                TextMap.write(entry.attributes()));
        batch.add(new Row(
                ++taken,
                fingerprint.of(folded, entry.guideId(), entry.group()),
                fingerprint.of(folded, entry.guideId()),
                fingerprint.of(entry.url()),
                content,
                folded,
                entry));
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        if (!batch.isEmpty()) {
            database.change(this::write);
            batch.clear();
        }
    }

    private void write(Handle handle) {
        try (PreparedStatement insert = handle.getConnection().prepareStatement(INSERT)) {
            for (Row each : batch) {
                bind(insert, each);
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IntakeFailed(e);
        }
    }

    private void bind(PreparedStatement insert, Row row) throws SQLException {
        Listed entry = row.entry();
        insert.setInt(1, provider.value());
        insert.setInt(2, row.position());
        insert.setString(3, row.feedKey());
        insert.setString(4, row.looseKey());
        insert.setString(5, row.urlHash());
        insert.setString(6, row.contentHash());
        insert.setString(7, entry.name());
        insert.setString(8, row.folded());
        insert.setString(9, entry.url());
        insert.setString(10, entry.kind().name());
        insert.setString(11, TextMap.write(entry.headers()));
        insert.setString(12, entry.group());
        insert.setString(13, entry.logo());
        insert.setString(14, entry.guideId());
        insert.setInt(15, entry.number());
        insert.setInt(16, entry.archiveDays());
        insert.setString(17, TextMap.write(entry.attributes()));
    }
}
