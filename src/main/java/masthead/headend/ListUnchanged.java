package masthead.headend;

/** Nothing a list is made of has changed since it was last applied, as its servers say. */
final class ListUnchanged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListUnchanged() {
        super("nothing changed", null, false, false);
    }
}
