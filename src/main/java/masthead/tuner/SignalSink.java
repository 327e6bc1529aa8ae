package masthead.tuner;

import io.netty.buffer.ByteBuf;
import masthead.catalog.Feed;

/** Who takes what a tuned channel brings in; called on the event loop that was given to the tuner. */
public interface SignalSink {
    /** {@code feed} shows packets; {@link #bytes} follow. */
    void tuned(Feed feed);

    /** More of the stream. {@code bytes} is lent for this call only: copy, do not keep, do not release. */
    void bytes(ByteBuf bytes);

    /** The stream breaks here: what follows begins with new clocks and counters, maybe with other PIDs. */
    void discontinuity();

    /** No feed opens, or the one that was tuned is lost. Nothing follows; called once, and never after a close. */
    void lost(NoSignal why);
}
