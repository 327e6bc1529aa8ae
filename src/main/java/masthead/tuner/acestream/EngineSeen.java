package masthead.tuner.acestream;

/**
 * An engine as operators see it.
 *
 * @param version as it calls it; empty if it was not asked yet
 * @param resting whether it is left alone for a while
 * @param trouble what was wrong with it last; empty if nothing was
 */
public record EngineSeen(
        String address, EngineState state, String version, int sessions, boolean resting, String trouble) {}
