package masthead.dashboard.view;

/** What a page tells at its top: what was done, or what is wrong. */
public record Notice(boolean good, String text) {
    public static Notice done(String text) {
        return new Notice(true, text);
    }

    public static Notice wrong(String text) {
        return new Notice(false, text);
    }
}
