package masthead.relay;

import io.netty.buffer.ByteBuf;

/**
 * A piece of a channel: whole packets, at most 64 KiB or one batch time, in one direct buffer; never changed once it is here.
 *
 * <p>Whoever keeps it holds one reference of {@code packets} and of {@code preamble}.
 *
 * @param number one more than the chunk before
 * @param packets the bytes; send duplicates of it
 * @param key whether a decoder can begin with it
 * @param joint whether another signal begins with it: clocks and counters go on, pictures may be of another kind
 * @param preamble for a key chunk that does not begin with PAT and PMT itself: those packets; else empty
 * @param bornNanos when it was published, {@link System#nanoTime}
 */
record Chunk(long number, ByteBuf packets, boolean key, boolean joint, ByteBuf preamble, long bornNanos) {
    static final int MOST_BYTES = 188 * 348;

    int size() {
        return packets.readableBytes();
    }

    /** Where its packets are in memory; 0 if that cannot be told. */
    long address() {
        return packets.hasMemoryAddress() ? packets.memoryAddress() + packets.readerIndex() : 0;
    }

    void retain() {
        packets.retain();
        preamble.retain();
    }

    void release() {
        packets.release();
        preamble.release();
    }
}
