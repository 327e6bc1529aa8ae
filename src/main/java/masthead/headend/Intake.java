package masthead.headend;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import masthead.catalog.Folded;
import masthead.catalog.ProviderId;
import masthead.catalog.TextMap;
import masthead.format.m3u.M3uEntry;
import masthead.format.m3u.M3uReader;
import masthead.format.m3u.Tally;
import org.jdbi.v3.core.Handle;

/**
 * Writes a list's entries into table {@code incoming}, a batch at a time, in constant memory.
 *
 * <p>Plain JDBC in batches of 1,000: more than twice as fast as named parameters. Lives in one transaction, on its thread.
 */
final class Intake implements Consumer<M3uEntry> {
    private static final int BATCH = 1000;
    private static final String INSERT = """
            INSERT INTO incoming (provider_id, position, feed_key, loose_key, url_hash, content_hash, name, folded_name,
                url, kind, headers, group_name, logo, guide_id, number, archive_days, attributes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final ProviderId provider;
    private final int maxEntries;
    private final PreparedStatement insert;
    private final Fingerprint fingerprint = new Fingerprint();
    private final Map<String, Integer> skipped = new TreeMap<>();
    private int taken;

    /**
     * What was found in a list beside its entries.
     *
     * @param skipped how many entries were left out, by reason
     * @param guides addresses of guides it names
     */
    record Taken(Map<String, Integer> skipped, List<String> guides) {}

    private Intake(ProviderId provider, int maxEntries, PreparedStatement insert) {
        this.provider = provider;
        this.maxEntries = maxEntries;
        this.insert = insert;
    }

    /**
     * Reads the whole list.
     *
     * @throws ListDoubtful if it ends in the middle of an entry
     * @throws masthead.format.m3u.NotM3uException if it is no list at all
     */
    static Taken read(SpooledList list, Handle handle, ProviderId provider, int maxEntries) {
        try (PreparedStatement insert = handle.getConnection().prepareStatement(INSERT)) {
            Intake intake = new Intake(provider, maxEntries, insert);
            Tally tally = new M3uReader().read(list.document(), intake);
            if (tally.looksTruncated()) {
                throw new ListDoubtful("The list is cut short: its last entry has no address.");
            }
            insert.executeBatch();
            tally.skipped().forEach((why, count) -> intake.skipped.merge(why.words(), count, Integer::sum));
            return new Taken(intake.skipped, tally.guides());
        } catch (SQLException e) {
            throw new IntakeFailed(e);
        }
    }

    @Override
    public void accept(M3uEntry entry) {
        if (taken == maxEntries) {
            skip("more than headend.max-entries");
            return;
        }
        Listed.refusal(entry).ifPresentOrElse(this::skip, () -> write(Listed.of(entry)));
    }

    private void skip(String why) {
        skipped.merge(why, 1, Integer::sum);
    }

    private void write(Listed entry) {
        String folded = Folded.of(entry.name());
        String headers = TextMap.write(entry.headers());
        String attributes = TextMap.write(entry.attributes());
        String content = fingerprint.of(
                entry.name(),
                entry.url(),
                entry.kind().name(),
                headers,
                entry.group(),
                entry.logo(),
                entry.guideId(),
                Integer.toString(entry.number()),
                Integer.toString(entry.archiveDays()),
                attributes);
        try {
            insert.setInt(1, provider.value());
            insert.setInt(2, ++taken);
            insert.setString(3, fingerprint.of(folded, entry.guideId(), entry.group()));
            insert.setString(4, fingerprint.of(folded, entry.guideId()));
            insert.setString(5, fingerprint.of(entry.url()));
            insert.setString(6, content);
            insert.setString(7, entry.name());
            insert.setString(8, folded);
            insert.setString(9, entry.url());
            insert.setString(10, entry.kind().name());
            insert.setString(11, headers);
            insert.setString(12, entry.group());
            insert.setString(13, entry.logo());
            insert.setString(14, entry.guideId());
            insert.setInt(15, entry.number());
            insert.setInt(16, entry.archiveDays());
            insert.setString(17, attributes);
            insert.addBatch();
            if (taken % BATCH == 0) {
                insert.executeBatch();
            }
        } catch (SQLException e) {
            throw new IntakeFailed(e);
        }
    }
}
