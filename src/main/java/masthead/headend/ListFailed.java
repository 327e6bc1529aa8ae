package masthead.headend;

/** A list could not be read at all; the message is the outcome's reason and names no address. */
final class ListFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListFailed(String reason) {
        super(reason);
    }
}
