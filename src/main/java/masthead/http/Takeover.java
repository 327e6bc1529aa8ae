package masthead.http;

import io.netty.buffer.ByteBuf;

/**
 * A connection without the HTTP codec: what is written is what the client reads.
 *
 * <p>Lives on its event loop; call it nowhere else.
 */
public interface Takeover {
    /** Queues {@code bytes} and releases them in any case. */
    void write(ByteBuf bytes);

    /** Sends what is queued. */
    void flush();

    /**
     * Sends at once and past the queue, where the connection can do that and its queue is empty.
     *
     * @param address where the bytes are in memory; lent
     * @return how many were taken, from the first on; those of a client who left count as taken. 0 where they have to be queued
     */
    int sendNow(long address, int length);

    /** Whether the queue is short enough to write more. */
    boolean writable();

    /** Bytes queued here; the kernel's own queue is not counted. */
    long queuedBytes();

    /** Called each time the queue has become short again. */
    void whenWritable(Runnable more);

    /** Ends the connection. What is still queued may be lost. */
    void close();
}
