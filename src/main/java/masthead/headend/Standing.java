package masthead.headend;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import masthead.catalog.AccountState;
import masthead.catalog.AccountState.Status;
import masthead.catalog.ProviderId;
import masthead.format.xtream.in.LoginAnswer;

/** How an account stands, by what its panel answered to a login. */
final class Standing {
    private Standing() {}

    static AccountState of(ProviderId provider, int position, LoginAnswer answer, Instant now) {
        return new AccountState(
                provider,
                position,
                status(answer, now),
                answer.expiresAt(),
                answer.maxConnections(),
                answer.activeConnections(),
                answer.clock().zone(),
                answer.clock().verified(),
                answer.message(),
                now);
    }

    /** The words of panels, whatever their case: what is none of them is as good as active. */
    static Status status(LoginAnswer answer, Instant now) {
        if (!answer.authorised()) {
            return Status.REFUSED;
        }
        String word = answer.status().toLowerCase(Locale.ROOT);
        if (word.startsWith("ban")) {
            return Status.BANNED;
        }
        if (word.startsWith("disable") || word.startsWith("inactive")) {
            return Status.DISABLED;
        }
        // By the panel's clock, if it tells it: ours may be wrong.
        Instant theirs = answer.clock().now().orElse(now);
        boolean past = answer.expiresAt().filter(each -> !each.isAfter(theirs)).isPresent();
        return word.startsWith("expire") || past ? Status.EXPIRED : Status.ACTIVE;
    }

    /** Why an account that stands so cannot be used; empty if it can. */
    static Optional<String> trouble(LoginAnswer answer, Instant now) {
        String said = answer.message().isEmpty() ? "" : " The panel says: " + answer.message();
        return switch (status(answer, now)) {
            case ACTIVE -> Optional.empty();
            case REFUSED -> Optional.of("The panel refuses this name and password." + said);
            case BANNED -> Optional.of("The account is banned." + said);
            case DISABLED -> Optional.of("The account is disabled." + said);
            case EXPIRED ->
                Optional.of("The account has expired"
                        + answer.expiresAt()
                                .map(each ->
                                        " on " + each.atZone(ZoneOffset.UTC).toLocalDate())
                                .orElse("") + "." + said);
        };
    }
}
