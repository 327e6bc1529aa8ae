package masthead.catalog.rules;

/** A rule that is kept. */
public record Rule(RuleId id, RuleTerms terms) {}
