package masthead.relay;

/** One viewer's place at a relay, from asking to leaving. Safe on any thread. */
public interface Viewing {
    long id();

    /** Ends the connection: in the middle of the stream, or with a refusal if no stream began. */
    void end();
}
