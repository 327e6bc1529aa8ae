package masthead.catalog.rules;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression that cannot hang.
 *
 * <p>Java's expressions go back and try again, some of them for years. Here each look at a character of the text counts as a step:
 * after {@value #STEPS} in one text it is taken as not fitting, and after {@value #ALL_STEPS} in all the expression fits nothing any
 * more. What repeats without looking at a character is bounded too: the counts in an expression ({@code {2,5}}) may multiply to
 * {@value #REPEATS} at most. Not safe for several threads.
 */
final class BoundedPattern {
    private static final int STEPS = 20_000;
    private static final long ALL_STEPS = 50_000_000;
    private static final int REPEATS = 1000;
    private static final int LONGEST_TEXT = 500;
    private static final Pattern COUNT = Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

    private final Pattern pattern;
    private long taken;
    private int broken;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * @throws java.util.regex.PatternSyntaxException if it is none
     * @throws IllegalArgumentException if it may repeat too much
     */
    static BoundedPattern of(String expression) {
        long repeats = 1;
        for (Matcher counts = COUNT.matcher(expression); counts.find(); ) {
            String most = Optional.ofNullable(counts.group(2))
                    .filter(each -> !each.isEmpty())
                    .orElse(counts.group(1));
            repeats = most.length() > 4 ? Long.MAX_VALUE : repeats * Math.max(1, Integer.parseInt(most));
            if (repeats > REPEATS) {
                throw new IllegalArgumentException(
                        "the counts in a regular expression may multiply to " + REPEATS + " at most");
            }
        }
        try {
            return new BoundedPattern(Pattern.compile(expression, Pattern.UNICODE_CASE));
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("a regular expression that is nested too deeply", e);
        }
    }

    /** The first place in {@code text} that fits. */
    Optional<MatchResult> find(String text) {
        if (taken > ALL_STEPS) {
            return Optional.empty();
        }
        Steps steps = new Steps(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
        try {
            Matcher matcher = pattern.matcher(steps);
            return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
        } catch (TooManySteps | StackOverflowError e) {
            broken++;
            return Optional.empty();
        } finally {
            taken += steps.taken;
        }
    }

    /** In how many texts it was given up. */
    int broken() {
        return broken;
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    /** A text that counts how often it is looked at. */
    private static final class Steps implements CharSequence {
        private final String text;
        private int taken;

        Steps(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++taken > STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
