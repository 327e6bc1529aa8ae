package masthead.format.page;

/** An operator's expression does not come to an end on a page in reasonable time. */
public final class RuleTooSlow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuleTooSlow() {
        super("the expression takes too long on this page: make it simpler, or let it match less");
    }
}
