package masthead.catalog.rules;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import masthead.catalog.FeedKind;

/**
 * Everything that is done to channels: presets, then rules in this order, each to what those before it made.
 *
 * @param rules those that are switched off are passed over
 */
public record RuleBook(Presets presets, List<RuleTerms> rules) {
    public RuleBook {
        rules = List.copyOf(rules);
    }

    boolean empty() {
        return presets.on().isEmpty() && rules.stream().noneMatch(RuleTerms::enabled);
    }

    /** Whether what {@code before} numbered is to be numbered anew: another number to begin with, or another order. */
    boolean numbersOtherwiseThan(RuleBook before) {
        List<Integer> then = before.numbers();
        List<Integer> now = numbers();
        return now.size() < then.size() || !now.subList(0, then.size()).equals(then);
    }

    private List<Integer> numbers() {
        return rules.stream()
                .filter(RuleTerms::enabled)
                .flatMap(each -> each.then().number().stream())
                .toList();
    }

    /** What kinds it is about. */
    Set<FeedKind> kinds() {
        Set<FeedKind> kinds = EnumSet.allOf(FeedKind.class);
        kinds.removeIf(each -> !each.live());
        rules.stream()
                .filter(RuleTerms::enabled)
                .forEach(each -> kinds.addAll(each.when().kinds()));
        return kinds;
    }
}
