package masthead.catalog.rules;

/** The id of a rule. */
public record RuleId(int value) {
    public RuleId {
        if (value <= 0) {
            throw new IllegalArgumentException("rule id must be positive: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
