package masthead.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import masthead.config.ByteSize;
import reactor.core.publisher.Flux;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.server.HttpServerRequest;

/** A body that arrives in pieces, read by blocking code: bounded in size, and in how long it may keep silent. */
final class BoundedBody extends InputStream {
    private static final Duration SILENCE = Duration.ofSeconds(60);
    /** Pieces asked for ahead; each is one read of the socket. */
    private static final int AHEAD = 8;

    private final Iterator<byte[]> pieces;
    private final ByteSize limit;
    private final Runnable cancel;
    private byte[] piece = {};
    private int position;
    private long total;

    private BoundedBody(Iterator<byte[]> pieces, ByteSize limit, Runnable cancel) {
        this.pieces = pieces;
        this.limit = limit;
        this.cancel = cancel;
    }

    static InputStream of(HttpServerRequest request, ByteSize limit) {
        return of(request.receive(), limit, () -> {});
    }

    /** {@code cancel} is called when the stream is closed. */
    static InputStream of(ByteBufFlux body, ByteSize limit, Runnable cancel) {
        Flux<byte[]> pieces = body.asByteArray().timeout(SILENCE);
        return new BoundedBody(pieces.toIterable(AHEAD).iterator(), limit, cancel);
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
        try {
            if (!pieces.hasNext()) {
                return false;
            }
            piece = pieces.next();
        } catch (NoSuchElementException e) {
            return false;
        } catch (RuntimeException e) {
            Throwable cause = reactor.core.Exceptions.unwrap(e);
            throw new IOException("The body ended before it was whole: " + cause.getMessage(), cause);
        }
        position = 0;
        total += piece.length;
        if (total > limit.bytes()) {
            throw new BodyTooLarge(limit);
        }
        return true;
    }

    @Override
    public void close() {
        cancel.run();
    }
}
