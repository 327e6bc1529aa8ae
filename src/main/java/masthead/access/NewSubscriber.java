package masthead.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import masthead.catalog.LineupId;
import masthead.config.Secret;

/** What an operator says of a subscriber he adds; see {@link Subscriber} for the fields. */
public record NewSubscriber(
        String username,
        Secret password,
        boolean enabled,
        Optional<Instant> expiresAt,
        boolean trial,
        int maxConnections,
        Set<Format> formats,
        Locks locks,
        Optional<LineupId> lineup) {
    /** One who sees everything. */
    public NewSubscriber(
            String username,
            Secret password,
            boolean enabled,
            Optional<Instant> expiresAt,
            boolean trial,
            int maxConnections,
            Set<Format> formats,
            Locks locks) {
        this(username, password, enabled, expiresAt, trial, maxConnections, formats, locks, Optional.empty());
    }
}
