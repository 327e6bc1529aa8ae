package masthead.access;

/** Nobody would be left who may change who the operators are. */
public final class LastOwner extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LastOwner(String message) {
        super(message);
    }
}
