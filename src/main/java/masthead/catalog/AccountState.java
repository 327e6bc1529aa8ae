package masthead.catalog;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a panel said of an account when it was last asked.
 *
 * @param position which of the provider's accounts; 0 is the main one
 * @param expiresAt absent means never, or that it is not said
 * @param maxConnections 0 means unlimited; absent where it is not said
 * @param active connections the panel counted as open
 * @param zone the zone of the panel's local times, if it is known
 * @param zoneVerified whether the panel's own clock is in the zone it names
 * @param message a notice of the panel's; may be empty
 */
public record AccountState(
        ProviderId provider,
        int position,
        Status status,
        Optional<Instant> expiresAt,
        OptionalInt maxConnections,
        int active,
        Optional<ZoneId> zone,
        boolean zoneVerified,
        String message,
        Instant checkedAt) {
    /** How an account stands. */
    public enum Status {
        ACTIVE,
        EXPIRED,
        BANNED,
        DISABLED,
        /** Name or password are wrong. */
        REFUSED;

        /** Its name for operators: {@code active}, ... */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether both say the same, whenever they were told, and whatever is open. */
    boolean same(AccountState other) {
        return equals(new AccountState(
                other.provider,
                other.position,
                other.status,
                other.expiresAt,
                other.maxConnections,
                active,
                other.zone,
                other.zoneVerified,
                other.message,
                checkedAt));
    }
}
