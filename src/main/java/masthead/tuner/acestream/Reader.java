package masthead.tuner.acestream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import masthead.http.Upstreams;
import masthead.tuner.NoSignal;

/** An open stream of an engine. Lives on its session's event loop. */
public interface Reader {
    /** Closes it; who listens hears no more. */
    void close();

    /** Opens streams: a transport stream or HLS, as the answer tells. */
    @FunctionalInterface
    interface Opening {
        /**
         * Starts to open {@code url}; to be called on {@code loop}, where {@code listener} will be called, maybe before this
         * returns.
         *
         * @param engine calls that cannot leave the engine
         * @param again whether it is opened anew, and so less patiently
         */
        Reader open(Upstreams engine, String url, boolean again, EventLoop loop, Listener listener);
    }

    /** Who listens to a stream. */
    interface Listener {
        /** It shows packets. */
        void showsPackets();

        /** More of it, lent for this call. */
        void bytes(ByteBuf bytes);

        /** It breaks here. */
        void discontinuity();

        /** It does not open, or ended; it is closed already. */
        void lost(NoSignal why);
    }
}
