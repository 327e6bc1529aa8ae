package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import masthead.http.StreamRequest;
import masthead.http.Takeover;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who watches: a cursor into his branch's ring, and a connection.
 *
 * <p>Lives on his connection's event loop; the few fields that operators see may be read anywhere.
 */
final class Viewer implements Viewing {
    private static final int MOST_AT_ONCE = 512 * 1024;

    private final long id;
    private final StreamRequest request;
    private final Guest guest;
    private final Instant since;
    private final long joinedNanos = System.nanoTime();
    private final AtomicLong bytesOut = new AtomicLong();
    private final AtomicInteger jumps = new AtomicInteger();
    private volatile boolean gone;
    private @Nullable Follower follower;
    private @Nullable Takeover connection;
    private @Nullable Branch branch;
    /** The next chunk to send; -1 while he waits for a key chunk. */
    private long cursor = -1;

    private long blockedSinceNanos = -1;
    private long queuedAtSweep;

    Viewer(long id, StreamRequest request, Guest guest, Instant since) {
        this.id = id;
        this.request = request;
        this.guest = guest;
        this.since = since;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public void follow(Follower whoever) {
        follower = whoever;
    }

    EventLoop loop() {
        return request.loop();
    }

    /** Whether his connection has ended; true for good. */
    boolean gone() {
        return gone;
    }

    /** Told by his connection. */
    void left() {
        gone = true;
        if (branch != null) {
            branch.remove(this);
        }
    }

    /** Called when his connection ends; on his loop. */
    void whenGone(Runnable told) {
        request.whenGone(told);
    }

    /** Told that no picture will come. */
    void refuse(String reason) {
        refuse(502, reason);
    }

    void refuse(int status, String reason) {
        if (follower != null && !gone) {
            follower.refused(reason);
        }
        request.refuse(status, reason);
    }

    /** Begins to watch: answers the request, and sends what the ring has from its newest key frame on. */
    void begin(Branch at, Preroll ring) {
        branch = at;
        Takeover taken = request.accept(LiveHead.CONTENT_TYPE, LiveHead.HEADERS);
        connection = taken;
        taken.whenWritable(() -> pump(ring, System.nanoTime()));
        pump(ring, System.nanoTime());
    }

    /**
     * Sends what the ring has and the connection takes.
     *
     * <p>Fills the connection's queue, flushes, and goes on while the kernel takes it all: a live viewer costs one write and one
     * flush per chunk, a new one gets his burst at line speed, in parts: others who join wait for no more than one of them.
     */
    void pump(Preroll ring, long nowNanos) {
        Takeover out = connection;
        if (out == null || gone) {
            return;
        }
        long burst = 0;
        while (hasNext(ring) && out.writable()) {
            if (burst > MOST_AT_ONCE) {
                loop().execute(() -> pump(ring, System.nanoTime()));
                return;
            }
            long sent = 0;
            while (hasNext(ring) && out.writable()) {
                sent += sendNext(out, ring);
            }
            burst += sent;
            out.flush();
            if (follower != null && bytesOut.get() == 0) {
                follower.watches();
            }
            if (bytesOut.get() == 0) {
                countZap(ring);
            }
            bytesOut.lazySet(bytesOut.get() + sent);
            if (branch != null) {
                branch.countOut(sent);
            }
            blockedSinceNanos = -1;
        }
        if (blockedSinceNanos < 0 && hasNext(ring)) {
            blockedSinceNanos = nowNanos;
            queuedAtSweep = out.queuedBytes();
        }
    }

    /** His first bytes are sent: a key frame with what stands before it. */
    private void countZap(Preroll ring) {
        if (branch != null) {
            // Where the channel was on air he began with what was in the ring already.
            boolean onAir = ring.get(ring.oldest()).bornNanos() < joinedNanos;
            branch.countZap(onAir, System.nanoTime() - request.arrivedNanos());
        }
    }

    /** Whether there is a chunk for him. One who fell out of the ring, or begins, goes to its newest key chunk. */
    private boolean hasNext(Preroll ring) {
        if (cursor >= 0 && cursor < ring.oldest()) {
            cursor = -1;
            jumps.incrementAndGet();
            if (branch != null) {
                branch.countJump();
            }
        }
        return cursor < 0 ? ring.newestKey() >= 0 : cursor < ring.next();
    }

    private long sendNext(Takeover out, Preroll ring) {
        boolean fresh = cursor < 0;
        if (fresh) {
            cursor = ring.newestKey();
        }
        Chunk chunk = ring.get(cursor);
        if (fresh && chunk.preamble().isReadable()) {
            out.write(chunk.preamble().retainedDuplicate());
        }
        long address = chunk.address();
        int taken = address == 0 ? 0 : out.sendNow(address, ring.runFrom(cursor));
        return taken == 0 ? queue(out, ring, 0) : advance(out, ring, taken);
    }

    /** Moves on by what was sent at once; of a chunk sent in part the rest is queued, so that packets stay whole. */
    private long advance(Takeover out, Preroll ring, int taken) {
        int left = taken;
        while (left > 0) {
            int size = ring.get(cursor).size();
            if (left < size) {
                return taken - left + queue(out, ring, left);
            }
            left -= size;
            cursor++;
        }
        return taken;
    }

    /** Queues a chunk from {@code from} on; the size of all of it. */
    private long queue(Takeover out, Preroll ring, int from) {
        ByteBuf packets = ring.get(cursor++).packets();
        long size = packets.readableBytes();
        out.write(
                from == 0
                        ? packets.retainedDuplicate()
                        : packets.retainedDuplicate().skipBytes(from));
        return size;
    }

    /** Whether he has taken not a byte for longer than {@code patienceNanos} though there was something; asked once a second. */
    boolean stuck(long nowNanos, long patienceNanos) {
        if (blockedSinceNanos < 0 || connection == null) {
            return false;
        }
        long queued = connection.queuedBytes();
        if (queued < queuedAtSweep) {
            blockedSinceNanos = nowNanos;
        }
        queuedAtSweep = queued;
        return nowNanos - blockedSinceNanos > patienceNanos;
    }

    /** Ends his connection; on his loop. */
    void disconnect() {
        if (connection != null) {
            connection.close();
        } else {
            refuse("The connection was ended.");
        }
    }

    @Override
    public void end() {
        loop().execute(this::disconnect);
    }

    OnAir.Seen seen() {
        return new OnAir.Seen(id, guest, since, bytesOut.get(), jumps.get());
    }
}
