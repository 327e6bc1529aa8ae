package masthead.catalog.rules;

import java.util.Locale;
import java.util.regex.PatternSyntaxException;

/**
 * What a name or a group must be like.
 *
 * <p>{@code CONTAINS} and {@code EQUALS} do not look at case and accents. {@code MATCHES} is a regular expression that is looked for
 * in the text (begin it with {@code (?i)} for any case); {@link BoundedPattern} has its limits.
 */
public record TextTest(How how, String text) {
    /** How a text is compared. */
    public enum How {
        CONTAINS,
        EQUALS,
        MATCHES;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int LONGEST = 300;

    /** @throws IllegalArgumentException if the text is empty, too long, or a regular expression that is refused */
    public TextTest {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException("a text to compare with has 1 to " + LONGEST + " characters");
        }
        if (how == How.MATCHES) {
            try {
                BoundedPattern.of(text);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("not a regular expression: " + e.getDescription(), e);
            }
        }
    }
}
