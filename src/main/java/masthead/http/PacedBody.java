package masthead.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A body of buffers, written to the connection piece by piece as it takes them; completes when the last one was taken.
 *
 * <p>The server library's own sender is not asked, because it queues what it is given: TLS would encrypt, and so copy, all of
 * it, and nobody would see how far the client is. Here at most {@link #WINDOW} bytes are under way, and a client that does not
 * take as much within its patience loses its connection.
 *
 * <p>Lives on the connection's event loop. Owns the buffers until they are written; {@link #end} releases the rest.
 */
final class PacedBody implements Publisher<Void>, Subscription {
    static final int WINDOW = 256 * 1024;
    private static final int PIECE = 64 * 1024;

    private final Deque<ByteBuf> left = new ArrayDeque<>();
    private final Channel channel;
    private final Patience patience;
    private @Nullable Subscriber<? super Void> subscriber;
    private final ScheduledFuture<?> watch;
    private long underWay;
    private long taken;
    private long takenAtLook;
    private boolean writing;
    private boolean ended;

    /** Takes over one reference of each of {@code body}. */
    PacedBody(List<ByteBuf> body, Channel channel, Patience patience) {
        for (ByteBuf each : body) {
            while (each.readableBytes() > PIECE) {
                left.add(each.readRetainedSlice(PIECE));
            }
            if (each.isReadable()) {
                left.add(each);
            } else {
                each.release();
            }
        }
        this.channel = channel;
        this.patience = patience;
        // from now on: a client who takes not even the headers is never subscribed for
        long nanos = patience.window().toNanos();
        watch = channel.eventLoop().scheduleAtFixedRate(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void subscribe(Subscriber<? super Void> to) {
        subscriber = to;
        to.onSubscribe(this);
        write();
    }

    /** Asked for by the subscriber, who wants nothing but the end. */
    @Override
    public void request(long count) {}

    /** Once a window of patience. */
    private void look() {
        if (taken - takenAtLook < WINDOW) {
            patience.ended().inc();
            end();
            channel.close();
        }
        takenAtLook = taken;
    }

    private void write() {
        if (writing) {
            return;
        }
        writing = true;
        while (hasRoom()) {
            while (hasRoom()) {
                ByteBuf piece = left.remove();
                int bytes = piece.readableBytes();
                underWay += bytes;
                channel.write(piece).addListener(written -> taken(bytes, written.isSuccess()));
            }
            channel.flush();
        }
        writing = false;
        if (!ended && underWay == 0 && subscriber != null) {
            end();
            subscriber.onComplete();
        }
    }

    private boolean hasRoom() {
        return underWay < WINDOW && !left.isEmpty();
    }

    private void taken(int bytes, boolean success) {
        underWay -= bytes;
        taken += bytes;
        if (success) {
            write();
        } else if (!ended) {
            end();
            channel.close();
        }
    }

    @Override
    public void cancel() {
        end();
    }

    /** Lets go of what was not written yet; nothing follows. */
    void end() {
        ended = true;
        watch.cancel(false);
        left.forEach(ByteBuf::release);
        left.clear();
    }
}
