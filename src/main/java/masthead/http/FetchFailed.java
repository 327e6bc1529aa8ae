package masthead.http;

/** A document could not be fetched; the message says why and names no credentials. */
public final class FetchFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FetchFailed(String reason) {
        super(reason);
    }
}
