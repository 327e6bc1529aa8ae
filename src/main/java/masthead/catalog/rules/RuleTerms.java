package masthead.catalog.rules;

/**
 * What an operator says of a rule.
 *
 * @param name for operators alone; may be empty
 */
public record RuleTerms(String name, boolean enabled, Conditions when, Changes then) {
    /** @throws IllegalArgumentException if the name is longer than 100 characters or holds a control character */
    public RuleTerms {
        name = name.strip();
        if (name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a rule's name has at most 100 characters, none of them a control character");
        }
    }
}
