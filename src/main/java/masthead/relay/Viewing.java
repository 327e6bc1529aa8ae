package masthead.relay;

/** One viewer's place at a relay, from asking to leaving. Safe on any thread. */
public interface Viewing {
    /** Who wants to know how a viewing goes on. Called on the viewer's loop. */
    interface Follower {
        /** The first media byte is on its way. Called once at most. */
        void watches();

        /** There was none, and there will be none: the viewer was told so. Called once at most. */
        void refused(String reason);
    }

    long id();

    /** Names the one follower; on the viewer's loop, where he was let in. */
    void follow(Follower follower);

    /** Ends the connection: in the middle of the stream, or with a refusal if no stream began. */
    void end();
}
