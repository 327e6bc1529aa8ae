package masthead.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import masthead.config.ByteSize;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.server.HttpServerRequest;

/** A body that arrives in pieces, read by blocking code: bounded in size, and in how long it may keep silent. */
final class BoundedBody extends InputStream {
    static final Duration SILENCE = Duration.ofSeconds(60);
    /** Pieces asked for ahead; each is one read of the socket. */
    private static final int AHEAD = 8;

    private final Arrivals arrivals = new Arrivals();
    private final ByteSize limit;
    private final Runnable cancel;
    private final Duration silence;
    private byte[] piece = {};
    private int position;
    private long total;
    private volatile boolean whole;

    private BoundedBody(ByteSize limit, Runnable cancel, Duration silence) {
        this.limit = limit;
        this.cancel = cancel;
        this.silence = silence;
    }

    static InputStream of(HttpServerRequest request, ByteSize limit) {
        return of(request.receive(), limit, () -> {});
    }

    /** {@code cancel} is called when the stream is closed. */
    static InputStream of(ByteBufFlux body, ByteSize limit, Runnable cancel) {
        return of(body.asByteArray(), limit, cancel, SILENCE);
    }

    /** {@code silence} is counted while somebody waits for more, not while he is busy with what he has. */
    static BoundedBody of(Flux<byte[]> body, ByteSize limit, Runnable cancel, Duration silence) {
        BoundedBody bounded = new BoundedBody(limit, cancel, silence);
        body.subscribe(bounded.arrivals);
        return bounded;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == piece.length) {
            if (!advance()) {
                return -1;
            }
        }
        int part = Math.min(length, piece.length - position);
        System.arraycopy(piece, position, into, offset, part);
        position += part;
        return part;
    }

    private boolean advance() throws IOException {
        switch (arrivals.next(silence)) {
            case Arrival.Piece next -> {
                piece = next.bytes;
                position = 0;
                total += piece.length;
                if (total > limit.bytes()) {
                    throw new BodyTooLarge(limit);
                }
                return true;
            }
            case Arrival.Whole() -> {
                whole = true;
                return false;
            }
            case Arrival.Cut(Throwable cause) -> throw cut(cause.getMessage(), cause);
        }
    }

    private static IOException cut(@Nullable String why, @Nullable Throwable cause) {
        return new IOException("The body ended before it was whole: " + why, cause);
    }

    /** Whether its end was read. */
    boolean whole() {
        return whole;
    }

    /** Should it end from now on, it was cut: a connection that is let go of ends as if all had come. */
    void giveUp() {
        arrivals.givenUp = true;
    }

    @Override
    public void close() {
        cancel.run();
    }

    private sealed interface Arrival {
        final class Piece implements Arrival {
            private final byte[] bytes;

            Piece(byte[] bytes) {
                this.bytes = bytes;
            }
        }

        record Whole() implements Arrival {}

        record Cut(Throwable cause) implements Arrival {}
    }

    /** What has come and was not read yet: at most {@value #AHEAD} pieces and the end. Filled on the event loop. */
    private static final class Arrivals extends BaseSubscriber<byte[]> {
        private final BlockingQueue<Arrival> queue = new LinkedBlockingQueue<>();
        private volatile boolean givenUp;

        Arrival next(Duration patience) throws IOException {
            try {
                Arrival next = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
                switch (next) {
                    case null -> {
                        cancel();
                        throw cut("nothing came for " + patience, null);
                    }
                    case Arrival.Piece piece -> request(1);
                    case Arrival.Whole end -> queue.add(end); // and so it is told to who reads on
                    case Arrival.Cut end -> queue.add(end);
                }
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw cut("the reader was interrupted", e);
            }
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(AHEAD);
        }

        @Override
        protected void hookOnNext(byte[] bytes) {
            queue.add(new Arrival.Piece(bytes));
        }

        @Override
        protected void hookOnComplete() {
            queue.add(givenUp ? new Arrival.Cut(new IOException("given up")) : new Arrival.Whole());
        }

        @Override
        protected void hookOnError(Throwable cause) {
            queue.add(new Arrival.Cut(cause));
        }
    }
}
