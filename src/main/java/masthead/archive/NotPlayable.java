package masthead.archive;

import java.io.IOException;

/** A playlist of an archive that cannot be made a transport stream; the message says why. */
final class NotPlayable extends IOException {
    private static final long serialVersionUID = 1L;

    private final String why;

    NotPlayable(String why) {
        super(why);
        this.why = why;
    }

    @Override
    public String getMessage() {
        return why;
    }
}
