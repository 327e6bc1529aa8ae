package masthead.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import masthead.catalog.LineupId;

/**
 * Somebody who watches.
 *
 * @param expiresAt when the subscription ends; absent means never
 * @param maxConnections seats held at once; 0 means unlimited
 * @param formats what he may ask for
 * @param locks where from and with what he may watch
 * @param lineup what of all that is on offer he sees; absent: everything
 */
public record Subscriber(
        SubscriberId id,
        String username,
        boolean enabled,
        Optional<Instant> expiresAt,
        boolean trial,
        int maxConnections,
        Set<Format> formats,
        Locks locks,
        Optional<LineupId> lineup,
        Instant createdAt) {
    public Subscriber {
        if (maxConnections < 0) {
            throw new IllegalArgumentException("max connections cannot be negative: " + maxConnections);
        }
        formats = Set.copyOf(formats);
    }

    /** Whether he may watch at {@code now}. Switched off comes before expired. */
    Standing standing(Instant now) {
        if (!enabled) {
            return Standing.DISABLED;
        }
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent() ? Standing.EXPIRED : Standing.ACTIVE;
    }
}
