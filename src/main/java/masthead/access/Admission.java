package masthead.access;

import java.time.Instant;

/**
 * The answer to "may this subscriber open one more connection to this channel?".
 *
 * <p>There is no "full": over the limit the newest wins and the subscriber's oldest seat is closed, as panels do
 * (docs/4-protocols/xtream.md, "Connections").
 */
public sealed interface Admission {
    /** The caller owns the seat and must close it when the connection ends. */
    record Granted(Seat seat, Subscriber subscriber) implements Admission {}

    record WrongCredentials() implements Admission {}

    record Disabled() implements Admission {}

    record Expired(Instant since) implements Admission {}

    record FormatNotAllowed(Format format) implements Admission {}
}
