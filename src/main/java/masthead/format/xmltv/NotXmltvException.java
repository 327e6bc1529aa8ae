package masthead.format.xmltv;

import java.io.IOException;

/** The document is something else; the message says what it looks like. */
public final class NotXmltvException extends IOException {
    private static final long serialVersionUID = 1L;

    NotXmltvException(String message) {
        super(message);
    }
}
