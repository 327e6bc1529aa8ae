package masthead.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
        Locks locks) {}
