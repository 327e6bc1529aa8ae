package masthead.format.m3u;

/** A document that is not a list of channels at all; the message says what it looks like. */
public final class NotM3uException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotM3uException(String reason) {
        super(reason);
    }
}
