package masthead.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import masthead.config.Secret;

/**
 * A change to a subscriber: only what is present changes.
 *
 * @param expiresAt the outer absent: unchanged; the inner absent: never expires
 */
public record SubscriberEdit(
        SubscriberId id,
        Optional<String> username,
        Optional<Secret> password,
        Optional<Boolean> enabled,
        Optional<Optional<Instant>> expiresAt,
        Optional<Boolean> trial,
        Optional<Integer> maxConnections,
        Optional<Set<Format>> formats) {}
