package masthead.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * An account or list we import from.
 *
 * @param url where the list is: http, https or file; empty where lists are uploaded; of a panel the address of the panel. May hold
 *     credentials, but a panel's does not: never logged
 * @param maxConnections upstream connections open at once; 0 means unlimited
 * @param userAgent sent with the list request and, where a feed names none, with every stream request; may be empty
 * @param importedAt when a list was last applied
 * @param reach how its list and its streams are reached
 * @param upkeep how its list is read, and how often
 */
public record Provider(
        ProviderId id,
        String name,
        ProviderKind kind,
        String url,
        int maxConnections,
        String userAgent,
        Instant createdAt,
        Optional<Instant> importedAt,
        Reach reach,
        Upkeep upkeep) {
    /** Its list is read when asked, in the way of its kind. */
    public Provider(
            ProviderId id,
            String name,
            ProviderKind kind,
            String url,
            int maxConnections,
            String userAgent,
            Instant createdAt,
            Optional<Instant> importedAt,
            Reach reach) {
        this(id, name, kind, url, maxConnections, userAgent, createdAt, importedAt, reach, Upkeep.ON_REQUEST);
    }

    /** Without the address: it may hold credentials. */
    @Override
    public String toString() {
        return "Provider[" + id + ", " + name + "]";
    }
}
