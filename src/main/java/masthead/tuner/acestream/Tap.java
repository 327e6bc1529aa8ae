package masthead.tuner.acestream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.Optional;
import masthead.catalog.FeedId;
import masthead.tuner.NoSignal;

/** Who takes what a session brings in; called on its own event loop. */
public interface Tap {
    EventLoop loop();

    /** The feed it plays; none where nobody watches. */
    Optional<FeedId> feed();

    /** Whether there is another feed to go on with: then nobody waits for an engine to come back. Asked on any thread. */
    boolean impatient();

    /** There are packets; {@link #bytes} follow. Called once, before anything else but {@link #lost}. */
    void showsPackets();

    /** More of the stream. {@code bytes} is lent for this call only: copy, do not keep, do not release. */
    void bytes(ByteBuf bytes);

    /** The stream breaks here: what follows begins with new clocks and counters. */
    void discontinuity();

    /** It does not open, or it ended. Called once, and never after a close. */
    void lost(NoSignal why);
}
