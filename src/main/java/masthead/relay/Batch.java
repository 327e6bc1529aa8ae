package masthead.relay;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * Says when what a builder has gathered goes on: a batch time after the last chunk, or sooner where the kernel has gathered
 * already.
 *
 * <p>Lives on its relay's event loop.
 */
final class Batch {
    private static final int LARGE_READ = 8 * 1024;

    private final EventLoop loop;
    private final ChunkBuilder builder;
    private final long nanos;
    private long lastChunkNanos;
    private boolean planned;
    private boolean soon;
    private boolean ended;

    Batch(EventLoop loop, ChunkBuilder builder, long nanos) {
        this.loop = loop;
        this.builder = builder;
        this.nanos = nanos;
        this.lastChunkNanos = System.nanoTime() - nanos; // the first key frame goes out as it comes
    }

    /** A chunk went out. */
    void published(Chunk chunk) {
        lastChunkNanos = chunk.bornNanos();
    }

    /** The builder took so many bytes at {@code nowNanos}. */
    void taken(int read, long nowNanos) {
        if (builder.gathering()) {
            plan(read, nowNanos - lastChunkNanos);
        }
    }

    /** A large read is a batch that the kernel gathered: it goes on as soon as all of it is read, not a batch time later. */
    private void plan(int read, long elapsedNanos) {
        long left = nanos - elapsedNanos;
        if (left <= 0 || (read >= LARGE_READ && left <= nanos / 2)) {
            if (!soon) {
                soon = true;
                loop.execute(this::flush); // behind the reads under way
            }
        } else if (!planned) {
            planned = true;
            loop.schedule(this::flushInTime, left, TimeUnit.NANOSECONDS);
        }
    }

    private void flushInTime() {
        planned = false;
        long elapsedNanos = System.nanoTime() - lastChunkNanos;
        if (elapsedNanos >= nanos / 2) {
            flush();
        } else if (!ended && builder.gathering()) { // a chunk went out meanwhile; the rest has its time yet
            plan(0, elapsedNanos);
        }
    }

    private void flush() {
        soon = false;
        if (!ended) {
            builder.flush(System.nanoTime());
        }
    }

    /** Nothing goes on any more. */
    void close() {
        ended = true;
    }
}
