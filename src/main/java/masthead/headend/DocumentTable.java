package masthead.headend;

import java.time.Instant;
import java.util.List;
import masthead.catalog.ProviderId;
import org.jdbi.v3.core.Handle;

/** Table {@code provider_document}. */
final class DocumentTable {
    private DocumentTable() {}

    /** In the order they were read; none if they were read before {@code since}. */
    static List<ReadDocument> readSince(Handle handle, ProviderId provider, Instant since) {
        return handle.createQuery("""
                        SELECT url, etag, last_modified FROM provider_document
                        WHERE provider_id = :provider AND read_at >= :since
                        ORDER BY position
                        """)
                .bind("provider", provider.value())
                .bind("since", since.toEpochMilli())
                .map((row, context) ->
                        new ReadDocument(row.getString("url"), row.getString("etag"), row.getString("last_modified")))
                .list();
    }

    static void replace(Handle handle, ProviderId provider, List<ReadDocument> documents, Instant now) {
        handle.execute("DELETE FROM provider_document WHERE provider_id = ?", provider.value());
        for (int position = 0; position < documents.size(); position++) {
            ReadDocument each = documents.get(position);
            handle.execute(
                    "INSERT INTO provider_document (provider_id, position, url, etag, last_modified, read_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    provider.value(),
                    position,
                    each.url(),
                    each.etag(),
                    each.lastModified(),
                    now.toEpochMilli());
        }
    }
}
