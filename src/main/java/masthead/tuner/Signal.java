package masthead.tuner;

/** An open feed. Lives on one event loop. */
sealed interface Signal permits WebSignal, MirroredSignal, TsSignal, HlsSignal, CardSignal, AceSignal {
    /** Closes the upstream; the sink hears no more. */
    void close();

    /** Called when nothing of it is connected any more, after {@link #close}; at once where nothing is. */
    default void whenClosed(Runnable told) {
        told.run();
    }

    /** Whether it is open, or a connection of it may be; asked on any thread. */
    boolean connected();
}
