package masthead.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A token as it is asked for.
 *
 * @param name what it is for; the audit tells it
 * @param expiresAt never, if empty
 */
public record NewToken(String name, List<Scope> scopes, Optional<Instant> expiresAt) {
    private static final int LONGEST = 64;
    private static final int MOST = 50;

    /** @throws IllegalArgumentException if it has no name or no scope, telling what is wanted */
    public NewToken {
        name = name.strip();
        scopes = scopes.stream().distinct().toList();
        if (name.isEmpty() || name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "A token's name has 1 to " + LONGEST + " characters, none of them a control character.");
        }
        if (scopes.isEmpty() || scopes.size() > MOST) {
            throw new IllegalArgumentException("A token has 1 to " + MOST + " scopes, such as read or edit:channels.");
        }
    }
}
