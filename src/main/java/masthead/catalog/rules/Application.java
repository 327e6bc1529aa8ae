package masthead.catalog.rules;

import java.util.Optional;
import java.util.regex.MatchResult;
import masthead.catalog.FeedKind;
import masthead.catalog.Folded;
import masthead.catalog.ProviderId;

/** One rule, ready to be applied to many channels. Not safe for several threads. */
final class Application {
    private final RuleTerms rule;
    private final int number;
    private final Optional<Text> name;
    private final Optional<Text> group;
    private int fitting;

    /** A text to compare with, folded or compiled once. */
    private record Text(TextTest.How how, String folded, Optional<BoundedPattern> pattern) {
        static Text of(TextTest test) {
            return new Text(
                    test.how(),
                    Folded.of(test.text()),
                    test.how() == TextTest.How.MATCHES
                            ? Optional.of(BoundedPattern.of(test.text()))
                            : Optional.empty());
        }

        boolean fits(String text, String foldedText) {
            return switch (how) {
                case CONTAINS -> foldedText.contains(folded);
                case EQUALS -> foldedText.equals(folded);
                case MATCHES -> find(text).isPresent();
            };
        }

        Optional<MatchResult> find(String text) {
            return pattern.flatMap(each -> each.find(text));
        }
    }

    /** @param number its place in the book, from 0 */
    Application(RuleTerms rule, int number) {
        this.rule = rule;
        this.number = number;
        this.name = rule.when().name().map(Text::of);
        this.group = rule.when().group().map(Text::of);
    }

    RuleTerms rule() {
        return rule;
    }

    /** How many channels it was about. */
    int fitting() {
        return fitting;
    }

    /** In how many texts its regular expressions were given up. */
    int broken() {
        return broken(name) + broken(group);
    }

    private static int broken(Optional<Text> text) {
        return text.flatMap(Text::pattern).map(BoundedPattern::broken).orElse(0);
    }

    void applyTo(Draft draft) {
        Row row = draft.row;
        Conditions when = rule.when();
        FeedKind kind = row.listed().kind();
        boolean about = (when.kinds().isEmpty() ? kind.live() : when.kinds().contains(kind))
                && (when.providers().isEmpty()
                        || (row.source() > 0 && when.providers().contains(new ProviderId(row.source()))));
        if (!about || !groupFits(draft)) {
            return;
        }
        Optional<MatchResult> found = Optional.empty();
        if (name.isPresent()) {
            Text test = name.get();
            if (test.how() == TextTest.How.MATCHES) {
                found = test.find(draft.name()).or(() -> test.find(row.listed().name()));
                if (found.isEmpty()) {
                    return;
                }
            } else if (!test.fits(draft.name(), draft.foldedName())
                    && !test.fits(row.listed().name(), Folded.of(row.listed().name()))) {
                return;
            }
        }
        fitting++;
        change(draft, found);
    }

    private boolean groupFits(Draft draft) {
        if (group.isEmpty()) {
            return true;
        }
        String listed = draft.row.listed().group();
        return group.get().fits(draft.group(), Folded.of(draft.group()))
                || (!listed.equals(draft.group()) && group.get().fits(listed, Folded.of(listed)));
    }

    private void change(Draft draft, Optional<MatchResult> found) {
        Changes then = rule.then();
        Optional<String> target = then.mergeName().map(each -> draft.filled(each, found));
        Optional<String> category = then.regroup().map(each -> draft.filled(each, found));
        then.rename().ifPresent(each -> draft.rename(each, found));
        category.ifPresent(draft::regroup);
        then.hide().ifPresent(draft::hide);
        if (then.number().isPresent()) {
            draft.numbering = number;
        }
        if (then.place().isPresent()) {
            draft.placing = number;
        }
        then.mergeInto().ifPresent(each -> {
            draft.target = each.value();
            draft.targetName = "";
        });
        target.map(Folded::of).ifPresent(each -> {
            draft.target = 0;
            draft.targetName = each;
        });
    }
}
