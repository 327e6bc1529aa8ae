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

    /** Whether the queue is short enough to write more. */
    boolean writable();

    /** Bytes queued here; the kernel's own queue is not counted. */
    long queuedBytes();

    /** Called each time the queue has become short again. */
    void whenWritable(Runnable more);

    /** Ends the connection. What is still queued may be lost. */
    void close();
}
