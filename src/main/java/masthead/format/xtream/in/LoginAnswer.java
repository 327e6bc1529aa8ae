package masthead.format.xtream.in;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a panel says of an account when it logs in.
 *
 * @param authorised whether name and password are right, which says nothing of whether the account is still good
 * @param status a word of the panel's, for instance {@code Active} or {@code Expired}; may be empty
 * @param message a notice for the viewer; may be empty
 * @param expiresAt absent means never
 * @param maxConnections 0 means unlimited; absent where it is not said
 * @param formats how live streams may be asked for: {@code m3u8}, {@code ts}; empty where it is not said
 * @param clock what the panel says of its time
 */
public record LoginAnswer(
        boolean authorised,
        String status,
        String message,
        Optional<Instant> expiresAt,
        OptionalInt maxConnections,
        int activeConnections,
        List<String> formats,
        PanelClock clock) {
    public LoginAnswer {
        formats = List.copyOf(formats);
    }
}
