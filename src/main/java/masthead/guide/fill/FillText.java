package masthead.guide.fill;

/**
 * What made-up programmes say; {@code {name}} and {@code {group}} in it are the channel's.
 *
 * @param description empty for none
 */
public record FillText(String title, String description) {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_DESCRIPTION = 2000;

    /** @throws IllegalArgumentException if a text is too long or the title empty, telling which */
    public FillText {
        title = title.strip();
        description = description.strip();
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            throw new IllegalArgumentException("a title has 1 to " + LONGEST_TITLE + " characters");
        }
        if (description.length() > LONGEST_DESCRIPTION) {
            throw new IllegalArgumentException("a description has at most " + LONGEST_DESCRIPTION + " characters");
        }
    }
}
