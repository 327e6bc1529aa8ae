package masthead.format.xtream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a player is told about the account it logged in with: {@code user_info}.
 *
 * @param username exactly as the player must send it from now on: some players store this value over what was typed
 * @param password likewise
 * @param message a notice for the viewer; empty if there is none
 * @param expiresAt absent means never
 * @param activeConnections connections open now
 * @param maxConnections 0 means unlimited
 * @param formats how live streams may be asked for, best first: {@code m3u8}, {@code ts}
 */
public record AccountFacts(
        String username,
        String password,
        String message,
        AccountStatus status,
        Optional<Instant> expiresAt,
        boolean trial,
        int activeConnections,
        Instant createdAt,
        int maxConnections,
        List<String> formats) {
    public AccountFacts {
        formats = List.copyOf(formats);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "AccountFacts[" + status + "]";
    }
}
