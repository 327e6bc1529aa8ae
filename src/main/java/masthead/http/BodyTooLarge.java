package masthead.http;

import masthead.config.ByteSize;

/** A body is larger than its limit. */
public final class BodyTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BodyTooLarge(ByteSize limit) {
        super("The body is larger than " + limit + ".");
    }
}
