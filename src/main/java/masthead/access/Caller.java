package masthead.access;

import java.util.Optional;

/** Who asks: an operator, perhaps by a token that may less than he. */
public record Caller(Operator operator, Optional<ApiToken> token) {
    /** Whether he may do what takes this role, about this subject. */
    public boolean may(Role needed, String subject) {
        return operator.role().may(needed)
                && token.map(each -> each.reaches(needed, subject)).orElse(true);
    }

    /** As the audit names him: {@code root (token backup)}. */
    public String name() {
        return token.map(each -> operator.name() + " (token " + each.name() + ")")
                .orElse(operator.name());
    }
}
