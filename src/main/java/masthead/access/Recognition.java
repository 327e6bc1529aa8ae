package masthead.access;

/** The answer to "who is this?". An account that is disabled or expired is still known. */
public sealed interface Recognition {
    record Known(Subscriber subscriber) implements Recognition {}

    /** No such name, or another password; nobody outside learns which. */
    record Unknown() implements Recognition {}
}
