package masthead.tuner;

import io.netty.buffer.ByteBuf;

/** Who opened a signal and listens to it; called on the signal's event loop. */
interface SignalOwner {
    /** It shows packets; {@link #bytes} follow. Called once, before anything else but {@link #lost}. */
    void showsPackets();

    /** More of the stream. {@code bytes} is lent for this call only: copy, do not keep, do not release. */
    void bytes(ByteBuf bytes);

    /** The stream breaks here: what follows begins with new clocks and counters, maybe with other PIDs. */
    void discontinuity();

    /** Whether another feed could take its place: then it may be silent for {@code tuner.stall-timeout} only. */
    boolean impatient();

    /** It does not open, or it ended. Called once, and never after a close; the signal is closed already. */
    void lost(NoSignal why);
}
