package masthead.tuner;

import io.netty.buffer.ByteBuf;
import masthead.tuner.acestream.Reader;

/** Passes what an engine's stream brings on to its session. */
record EngineReading(Reader.Listener listener) implements SignalOwner {
    @Override
    public void showsPackets() {
        listener.showsPackets();
    }

    @Override
    public void bytes(ByteBuf bytes) {
        listener.bytes(bytes);
    }

    @Override
    public void discontinuity() {
        listener.discontinuity();
    }

    /** Each channel that listens decides for itself. */
    @Override
    public boolean impatient() {
        return false;
    }

    @Override
    public void lost(NoSignal why) {
        listener.lost(why);
    }
}
