package masthead.headend;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Table {@code import_revision}. */
final class RevisionTable {
    private static final String SELECT = """
            SELECT r.*, CASE WHEN r.undoable = 1 AND r.id = (SELECT MAX(a.id) FROM import_revision a
                WHERE a.provider_id = r.provider_id AND a.state = 'APPLIED') THEN 1 ELSE 0 END AS newest
            FROM import_revision r
            """;

    private RevisionTable() {}

    /**
     * A row, with what only we need.
     *
     * @param hash of its list
     * @param previousHash of the list before it
     * @param previousGuides that the list before named, one a line
     * @param firstChannel the first id it gave
     * @param fresh how many ids it gave
     * @param images rows that tell how things were before it; 0 once they are forgotten
     * @param file in the quarantine; may be empty
     */
    record Row(
            ImportRevision shown,
            String hash,
            String previousHash,
            String previousGuides,
            int firstChannel,
            int fresh,
            int images,
            String file) {}

    static RevisionId add(Handle handle, ProviderId provider, RevisionState state, Instant now) {
        return handle.createQuery("""
                        INSERT INTO import_revision (provider_id, at, state) VALUES (:provider, :now, :state) RETURNING id
                        """)
                .bind("provider", provider.value())
                .bind("now", now.toEpochMilli())
                .bind("state", state.name())
                .map((row, context) -> new RevisionId(row.getInt("id")))
                .one();
    }

    /** Says why its list was not applied, and where it is. */
    static void describe(Handle handle, RevisionId id, String reason, ImportReport report, String hash, String file) {
        handle.createUpdate("""
                        UPDATE import_revision SET reason = :reason, report = :report, content_hash = :hash, file = :file
                        WHERE id = :id
                        """)
                .bind("id", id.value())
                .bind("reason", reason)
                .bind("report", ReportText.write(report))
                .bind("hash", hash)
                .bind("file", file)
                .execute();
    }

    /** Seen again. */
    static void touch(Handle handle, RevisionId id, Instant now) {
        handle.execute("UPDATE import_revision SET at = ? WHERE id = ?", now.toEpochMilli(), id.value());
    }

    /** Remembers what an applied list did, and what the provider had before. */
    static void applied(
            Handle handle, RevisionId id, ImportReport report, String hash, int firstChannel, int images, Instant now) {
        handle.createUpdate("""
                        UPDATE import_revision
                        SET decided_at = CASE WHEN state = 'APPLIED' THEN NULL ELSE :now END, state = 'APPLIED', reason = '', report = :report, content_hash = :hash, file = '', undoable = 1,
                            first_channel = :first, fresh = :fresh, images = :images,
                            previous_hash = (SELECT p.list_hash FROM provider p WHERE p.id = provider_id),
                            previous_guides = (SELECT p.guides FROM provider p WHERE p.id = provider_id)
                        WHERE id = :id
                        """)
                .bind("id", id.value())
                .bind("report", ReportText.write(report))
                .bind("hash", hash)
                .bind("now", now.toEpochMilli())
                .bind("first", firstChannel)
                .bind("fresh", report.total().fresh())
                .bind("images", images)
                .execute();
    }

    static void decide(Handle handle, RevisionId id, RevisionState state, Instant now) {
        handle.execute(
                "UPDATE import_revision SET state = ?, decided_at = ?, file = '', undoable = 0 WHERE id = ?",
                state.name(),
                now.toEpochMilli(),
                id.value());
    }

    /** Newest first. */
    static List<Row> of(Handle handle, ProviderId provider) {
        return handle.createQuery(SELECT + "WHERE r.provider_id = :provider ORDER BY r.id DESC")
                .bind("provider", provider.value())
                .map(RevisionTable::row)
                .list();
    }

    /** Lists that wait, of all providers. */
    static List<Row> waiting(Handle handle) {
        return handle.createQuery(SELECT + "WHERE r.state = 'QUARANTINED' ORDER BY r.id")
                .map(RevisionTable::row)
                .list();
    }

    /** @throws NoSuchEntry if there is none with this id */
    static Row find(Handle handle, RevisionId id) {
        return handle.createQuery(SELECT + "WHERE r.id = :id")
                .bind("id", id.value())
                .map(RevisionTable::row)
                .findOne()
                .orElseThrow(() -> new NoSuchEntry("revision", id));
    }

    static void delete(Handle handle, RevisionId id) {
        handle.execute("DELETE FROM import_revision WHERE id = ?", id.value());
    }

    static void forgotten(Handle handle, RevisionId id) {
        handle.execute("UPDATE import_revision SET undoable = 0, images = 0 WHERE id = ?", id.value());
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        long decided = row.getLong("decided_at");
        RevisionState state = RevisionState.valueOf(row.getString("state"));
        String file = row.getString("file");
        ImportRevision shown = new ImportRevision(
                new RevisionId(row.getInt("id")),
                new ProviderId(row.getInt("provider_id")),
                Instant.ofEpochMilli(row.getLong("at")),
                state,
                row.getString("reason"),
                ReportText.read(row.getString("report")),
                row.getInt("newest") == 1,
                state == RevisionState.QUARANTINED && !file.isEmpty(),
                decided == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(decided)));
        return new Row(
                shown,
                row.getString("content_hash"),
                row.getString("previous_hash"),
                row.getString("previous_guides"),
                row.getInt("first_channel"),
                row.getInt("fresh"),
                row.getInt("images"),
                file);
    }
}
