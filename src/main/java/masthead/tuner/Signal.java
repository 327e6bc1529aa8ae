package masthead.tuner;

/** An open feed. Lives on one event loop. */
sealed interface Signal permits WebSignal, TsSignal, HlsSignal, CardSignal {
    /** Closes the upstream; the sink hears no more. */
    void close();
}
