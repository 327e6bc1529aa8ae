package masthead.tuner.acestream;

/** How an engine is, as far as we know. */
public enum EngineState {
    /** Nobody has asked it yet. */
    UNKNOWN,
    HEALTHY,
    /** It answers, but is cut off from its network, or did not answer of late. */
    DEGRADED,
    DOWN
}
