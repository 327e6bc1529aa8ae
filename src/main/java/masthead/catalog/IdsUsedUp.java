package masthead.catalog;

/** More ids were asked for than are left up to 2146483647; none is ever given twice. */
public final class IdsUsedUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IdsUsedUp(int count) {
        super("There are no " + count + " ids left for channels.");
    }
}
