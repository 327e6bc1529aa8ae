package masthead.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a program logs in with in the name of an operator. The token itself is not kept, only its hash.
 *
 * @param lastUsedAt to ten minutes
 */
public record ApiToken(TokenId id, String operator, NewToken terms, Instant createdAt, Optional<Instant> lastUsedAt) {
    public String name() {
        return terms.name();
    }

    public List<Scope> scopes() {
        return terms.scopes();
    }

    public Optional<Instant> expiresAt() {
        return terms.expiresAt();
    }

    boolean reaches(Role needed, String subject) {
        return scopes().stream().anyMatch(each -> each.reaches(needed, subject));
    }

    public boolean expired(Instant now) {
        return expiresAt().filter(each -> !each.isAfter(now)).isPresent();
    }
}
