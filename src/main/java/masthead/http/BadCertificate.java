package masthead.http;

/** The certificate or its key cannot be used; the message says which and why, for an operator. */
public final class BadCertificate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadCertificate(String message) {
        super(message);
    }
}
