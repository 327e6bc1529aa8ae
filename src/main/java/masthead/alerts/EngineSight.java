package masthead.alerts;

/**
 * How an AceStream engine is seen to be.
 *
 * @param trouble what is wrong; empty where nothing is
 */
public record EngineSight(String address, State state, String trouble) {
    /** What matters of it. */
    public enum State {
        ANSWERS,
        DOWN,
        /** Nobody has asked it. */
        UNKNOWN
    }
}
