package masthead.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * An answer's body kept ready outside the heap, plain and gzipped, and sent by reference any number of times.
 *
 * <p>Whoever keeps it calls {@link #release} once when he lets go of it; sends under way hold references of their own.
 */
public final class KeptBody {
    private final ByteBuf plain;
    private final ByteBuf gzipped;
    private final String etag;

    private KeptBody(ByteBuf plain, ByteBuf gzipped, String etag) {
        this.plain = plain;
        this.gzipped = gzipped;
        this.etag = etag;
    }

    /**
     * Copies {@code bytes} out of the heap and compresses them.
     *
     * @param etag without quotes; two bodies with the same address and etag must be equal
     */
    public static KeptBody of(byte[] bytes, String etag) {
        return new KeptBody(direct(bytes, bytes.length), gzip(bytes), etag);
    }

    /** Bytes held outside the heap. */
    public int size() {
        return plain.capacity() + gzipped.capacity();
    }

    public String etag() {
        return etag;
    }

    public void release() {
        plain.release();
        gzipped.release();
    }

    /**
     * A new reference to the bytes, for one send; the caller releases it.
     *
     * @throws io.netty.util.IllegalReferenceCountException if {@link #release} came first
     */
    ByteBuf share(boolean compressed) {
        return (compressed ? gzipped : plain).retainedDuplicate();
    }

    /** Bytes that one send takes. */
    int length(boolean compressed) {
        return (compressed ? gzipped : plain).readableBytes();
    }

    private static ByteBuf gzip(byte[] bytes) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, bytes.length / 6))) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out, 65536) {
                {
                    def.setLevel(Deflater.BEST_SPEED + 3);
                }
            }) {
                gzip.write(bytes);
            }
            byte[] packed = out.toByteArray();
            return direct(packed, packed.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail that way
        }
    }

    private static ByteBuf direct(byte[] bytes, int length) {
        return Unpooled.directBuffer(length, length).writeBytes(bytes, 0, length);
    }
}
