package masthead.access;

import java.time.Instant;

/** Somebody who runs the place. */
public record Operator(String name, Role role, Instant createdAt) {}
