package masthead.tuner;

/** An open feed. Lives on one event loop. */
sealed interface Signal permits TsSignal, CardSignal {
    /** Closes the upstream; the sink hears no more. */
    void close();

    /** Called when nothing of it is connected any more, after {@link #close}; at once where nothing is. */
    default void whenClosed(Runnable told) {
        told.run();
    }

    /** Whether a connection of it may be open; asked on any thread. */
    default boolean connected() {
        return true;
    }
}
