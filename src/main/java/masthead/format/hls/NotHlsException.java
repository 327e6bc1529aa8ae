package masthead.format.hls;

/** A document that is no playlist, or one beyond all limits; the message says what is wrong. */
public final class NotHlsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotHlsException(String reason) {
        super(reason);
    }
}
