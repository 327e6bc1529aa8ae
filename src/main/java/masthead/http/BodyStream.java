package masthead.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Turns blocking writes into a body: gathers 16 KiB, then waits until the connection wants more.
 *
 * <p>Written by one virtual thread; the other end is the event loop.
 */
final class BodyStream extends OutputStream {
    private static final int PIECE = 16 * 1024;
    /** A client that takes nothing for this long is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Duration patience;
    /** Bytes that are left of what was promised; negative where nothing was. */
    private long left;

    private final Semaphore wanted = new Semaphore(0);
    private final Semaphore ready = new Semaphore(0);
    private byte[] piece = new byte[PIECE];
    private int filled;
    private volatile @Nullable FluxSink<ByteBuf> sink;
    private volatile boolean gone;
    private volatile boolean broken;
    private boolean ended;

    /** A body that is as long as it is. */
    BodyStream() {
        this(PATIENCE, -1);
    }

    /** A body that is whole after {@code length} bytes, and not before. */
    BodyStream(Duration patience, long length) {
        this.patience = patience;
        this.left = length;
    }

    /** The body; subscribed to once. */
    Flux<ByteBuf> flux() {
        return Flux.create(
                open -> {
                    sink = open;
                    open.onRequest(count -> wanted.release((int) Math.min(count, 1024)));
                    open.onDispose(() -> {
                        gone = true;
                        wanted.release(1024);
                    });
                    ready.release();
                    if (broken) {
                        open.error(new ClientGone());
                    }
                },
                FluxSink.OverflowStrategy.BUFFER);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (left >= 0) {
            if (length > left) {
                throw new IllegalArgumentException("The body is longer than was promised");
            }
            left -= length;
        }
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, PIECE - filled);
            System.arraycopy(bytes, offset + done, piece, filled, part);
            filled += part;
            done += part;
            if (filled == PIECE) {
                push();
            }
        }
    }

    private void push() {
        if (filled == 0) {
            return;
        }
        FluxSink<ByteBuf> open = opened();
        acquire(wanted);
        open.next(Unpooled.wrappedBuffer(piece, 0, filled));
        piece = new byte[PIECE];
        filled = 0;
    }

    private FluxSink<ByteBuf> opened() {
        FluxSink<ByteBuf> open = sink;
        if (open == null) {
            acquire(ready);
            open = sink;
        }
        if (open == null || gone) {
            throw new ClientGone();
        }
        return open;
    }

    private void acquire(Semaphore semaphore) {
        try {
            if (!semaphore.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS) || gone) {
                breakOff();
                throw new ClientGone();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientGone();
        }
    }

    /**
     * Does not end the body: a writer that fails is closed too, on its way out, and must not leave a half answer that looks
     * whole. See {@link #end}.
     */
    @Override
    public void close() {}

    /** Hands over what was gathered, so that it does not wait for more. */
    @Override
    public void flush() {
        push();
    }

    /** Sends what is left and completes the body, once: when all of it was written. */
    void end() {
        if (ended) {
            return;
        }
        if (left > 0) {
            breakOff();
            return;
        }
        ended = true;
        if (!gone) {
            push();
            opened().complete();
        }
    }

    /** Ends the connection in the middle of the body, so that nobody takes a half answer for a whole one. */
    void breakOff() {
        ended = true;
        broken = true;
        FluxSink<ByteBuf> open = sink;
        if (open != null && !gone) {
            open.error(new ClientGone());
        }
    }
}
