package masthead.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import masthead.catalog.LineupId;
import masthead.config.Secret;

/**
 * A change to a subscriber: only what is present changes.
 *
 * @param expiresAt the outer absent: unchanged; the inner absent: never expires
 * @param lineup the outer absent: unchanged; the inner absent: everything
 */
public record SubscriberEdit(
        SubscriberId id,
        Optional<String> username,
        Optional<Secret> password,
        Optional<Boolean> enabled,
        Optional<Optional<Instant>> expiresAt,
        Optional<Boolean> trial,
        Optional<Integer> maxConnections,
        Optional<Set<Format>> formats,
        Optional<Locks> locks,
        Optional<Optional<LineupId>> lineup) {
    /** One that leaves his lineup. */
    public SubscriberEdit(
            SubscriberId id,
            Optional<String> username,
            Optional<Secret> password,
            Optional<Boolean> enabled,
            Optional<Optional<Instant>> expiresAt,
            Optional<Boolean> trial,
            Optional<Integer> maxConnections,
            Optional<Set<Format>> formats,
            Optional<Locks> locks) {
        this(id, username, password, enabled, expiresAt, trial, maxConnections, formats, locks, Optional.empty());
    }

    /** Which fields change, for the audit; not their values, because one is a password. */
    String changes() {
        StringJoiner names = new StringJoiner(", ");
        username.ifPresent(value -> names.add("username"));
        password.ifPresent(value -> names.add("password"));
        enabled.ifPresent(value -> names.add("enabled"));
        expiresAt.ifPresent(value -> names.add("expiry"));
        trial.ifPresent(value -> names.add("trial"));
        maxConnections.ifPresent(value -> names.add("connections"));
        formats.ifPresent(value -> names.add("formats"));
        locks.ifPresent(value -> names.add("locks"));
        lineup.ifPresent(value -> names.add("lineup"));
        return names.toString();
    }
}
