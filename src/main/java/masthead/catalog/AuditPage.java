package masthead.catalog;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** A part of what was changed, newest first, and how much of it there is. */
public record AuditPage(int total, List<Numbered> lines) {
    private static final String FOUND = """
            FROM audit
            WHERE (:operator = '' OR operator = :operator OR substr(operator, 1, length(:operator) + 8) = :operator || ' (token ')
                AND substr(subject, 1, length(:subject)) = :subject AND id < :before
            """;

    /** A line with its place among all. */
    public record Numbered(long id, Audit.Line line) {}

    static AuditPage of(Handle handle, AuditSearch search, int offset, int limit) {
        int total = bound(handle.createQuery("SELECT count(*) " + FOUND), search)
                .mapTo(Integer.class)
                .one();
        List<Numbered> lines = bound(
                        handle.createQuery("SELECT id, at, operator, action, subject, detail " + FOUND
                                + " ORDER BY id DESC LIMIT :limit OFFSET :offset"),
                        search)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> new Numbered(
                        row.getLong("id"),
                        new Audit.Line(
                                Instant.ofEpochMilli(row.getLong("at")),
                                row.getString("operator"),
                                row.getString("action"),
                                row.getString("subject"),
                                row.getString("detail"))))
                .list();
        return new AuditPage(total, lines);
    }

    private static Query bound(Query query, AuditSearch search) {
        return query.bind("operator", search.operator().orElse(""))
                .bind("subject", search.subject().orElse(""))
                .bind("before", search.before().map(Integer::longValue).orElse(Long.MAX_VALUE));
    }
}
