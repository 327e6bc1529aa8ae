package masthead.format.packed;

import java.io.IOException;

/** A document has more bytes than it may have. */
public final class UnpackedTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    UnpackedTooLarge(long maxBytes) {
        super("The document has more than " + maxBytes + " bytes, unpacked.");
    }
}
