package masthead.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who watches.
 *
 * @param expiresAt when the subscription ends; absent means never
 * @param maxConnections seats held at once; 0 means unlimited
 * @param formats what he may ask for
 */
public record Subscriber(
        SubscriberId id,
        String username,
        boolean enabled,
        Optional<Instant> expiresAt,
        boolean trial,
        int maxConnections,
        Set<Format> formats,
        Instant createdAt) {
    public Subscriber {
        formats = Set.copyOf(formats);
    }
}
