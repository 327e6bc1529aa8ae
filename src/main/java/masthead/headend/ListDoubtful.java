package masthead.headend;

/** A list must not be applied as it is; the message is the outcome's reason and names no address. */
final class ListDoubtful extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListDoubtful(String reason) {
        super(reason);
    }
}
