package masthead.catalog;

/** Something was asked of an id that is not in the catalog. */
public final class NoSuchEntry extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoSuchEntry(String what, Object id) {
        super("There is no " + what + " " + id + ".");
    }
}
