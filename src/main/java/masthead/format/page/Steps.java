package masthead.format.page;

/**
 * A text that lets an expression look at it only so often: some expressions need exponential time, and who wrote the page
 * may know which.
 */
final class Steps implements CharSequence {
    private final CharSequence text;
    private final int[] left;
    private final Budget page;

    private Steps(CharSequence text, int[] left, Budget page) {
        this.text = text;
        this.left = left;
        this.page = page;
    }

    /** What a whole page may cost, however many entries it has: some tenths of a second. */
    static final class Budget {
        private int left = 100_000_000;
    }

    /** @param most characters looked at, in this text and all parts of it */
    static Steps of(CharSequence text, int most, Budget page) {
        return new Steps(text, new int[] {most}, page);
    }

    /** @throws RuleTooSlow when it was asked too often */
    @Override
    public char charAt(int index) {
        if (--left[0] < 0 || --page.left < 0) {
            throw new RuleTooSlow();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new Steps(text.subSequence(start, end), left, page);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
