package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Optional;
import masthead.catalog.Feed;
import masthead.tuner.NoSignal;
import masthead.tuner.SignalSink;
import masthead.tuner.Tuner;
import org.jspecify.annotations.Nullable;

/**
 * A feed that is open but not on air: keeps its last group of pictures, and hands over with it.
 *
 * <p>Once handed over it only passes on. Lives on its relay's event loop.
 */
final class Candidate implements SignalSink {
    /** Who is waiting for it. */
    interface Owner {
        /** It can go on air: a key frame is here. Called again if it was lost meanwhile. */
        void ready(Candidate candidate);

        /** It will not go on air. Never called after {@link #handTo}. */
        void failed(Candidate candidate, NoSignal why);
    }

    private final RelayRoom room;
    private final Owner owner;
    private final ChunkBuilder builder;
    private final Preroll ring = new Preroll();
    private final long mostBytes;
    private long counted;
    private @Nullable Feed feed;
    private Tuner.@Nullable Tuning tuning;
    private @Nullable SignalSink onAir;
    private boolean ready;
    private long readyNanos;
    private long tunedNanos;

    Candidate(RelayRoom room, Owner owner) {
        this.room = room;
        this.owner = owner;
        this.mostBytes = room.settings().ringSize().bytes();
        this.builder = new ChunkBuilder(
                ByteBufAllocator.DEFAULT, room.settings().keyFrameTimeout().toNanos(), this::keep);
    }

    /** What was told to tune for it. */
    void tunedBy(Tuner.Tuning told) {
        tuning = told;
    }

    Optional<Feed> feed() {
        return Optional.ofNullable(feed);
    }

    /** Whether it can go on air now. */
    boolean ready() {
        return ready && ring.newestKey() >= 0;
    }

    /** How long it has been showing pictures. */
    long readyForNanos() {
        return ready ? System.nanoTime() - readyNanos : 0;
    }

    boolean waitsForSlot() {
        return tuning != null && tuning.waitsForSlot();
    }

    private void keep(Chunk chunk) {
        ring.keep(chunk);
        if (ring.newestKey() >= 0) {
            ring.dropBefore(ring.newestKey());
        }
        if (ring.bytes() > mostBytes) {
            ring.clear(); // a group this long cannot be kept; the next key frame comes
            ready = false;
        }
        count();
    }

    private void count() {
        room.budget().add(ring.bytes() - counted);
        counted = ring.bytes();
    }

    @Override
    public void tuned(Feed tuned) {
        feed = tuned;
        tunedNanos = System.nanoTime();
    }

    /** Whether it has been sending for so long without anything that could be shown. */
    boolean barrenFor(long nanos) {
        return feed != null && !ready() && System.nanoTime() - tunedNanos > nanos;
    }

    /** What it sends is no good: gives up, and its feed rests. */
    void fail(NoSignal why) {
        if (tuning != null) {
            tuning.fail(why);
        }
        free();
    }

    @Override
    public void bytes(ByteBuf bytes) {
        if (onAir != null) {
            onAir.bytes(bytes);
            return;
        }
        long now = System.nanoTime();
        room.counts().bytesIn().inc(bytes.readableBytes());
        builder.take(bytes, now);
        builder.flush(now);
        if (!ready && ring.newestKey() >= 0) {
            ready = true;
            readyNanos = now;
            owner.ready(this);
        }
    }

    @Override
    public void discontinuity() {
        if (onAir != null) {
            onAir.discontinuity();
            return;
        }
        builder.restart(System.nanoTime(), true);
        ring.clear(); // what follows has other clocks; the join is one of two signals, not of three
        ready = false;
        count();
    }

    @Override
    public void lost(NoSignal why) {
        if (onAir != null) {
            onAir.lost(why);
            return;
        }
        close();
        owner.failed(this, why);
    }

    /**
     * Goes on air: gives {@code builder} its last group of pictures, and {@code sink} all that follows.
     *
     * @return what to close, or to fail, from now on
     */
    Tuner.@Nullable Tuning handTo(ChunkBuilder target, SignalSink sink) {
        long now = System.nanoTime();
        for (long number = ring.newestKey(); number >= 0 && number < ring.next(); number++) {
            Chunk chunk = ring.get(number);
            target.take(chunk.preamble().duplicate(), now);
            target.take(chunk.packets().duplicate(), now);
        }
        builder.rest().ifPresent(rest -> target.take(rest, now));
        onAir = sink;
        free();
        return tuning;
    }

    /** Gives up: closes the upstream. */
    void close() {
        if (tuning != null) {
            tuning.close();
        }
        free();
    }

    private void free() {
        builder.close();
        ring.clear();
        count();
    }
}
