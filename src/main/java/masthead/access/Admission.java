package masthead.access;

import java.time.Instant;

/**
 * The answer to "may this subscriber open one more connection to this channel?".
 *
 * <p>Over the limit the newest wins (docs/4-protocols/xtream.md, "Connections"); {@link Full} is said only where the settings
 * want it.
 */
public sealed interface Admission {
    /** The caller owns the seat and must close it when the connection ends. */
    record Granted(Seat seat, Subscriber subscriber) implements Admission {}

    record WrongCredentials() implements Admission {}

    record Disabled() implements Admission {}

    record Expired(Instant since) implements Admission {}

    record FormatNotAllowed(Format format) implements Admission {}

    /** He may not watch from there ({@link Locks}). */
    record AddressNotAllowed(String address) implements Admission {}

    /** He may not watch with that program ({@link Locks}). */
    record AgentNotAllowed(String userAgent) implements Admission {}

    /** What he asks for is not in his lineup: to him it does not exist. */
    record NotInLineup() implements Admission {}

    /** All his seats are taken, none of them at this address ({@link WhenFull#REFUSE}). */
    record Full(int maxConnections) implements Admission {}
}
