package masthead.format.packed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Throws when more is read than there may be. Cannot go back. */
final class Bounded extends FilterInputStream {
    private final long maxBytes;
    private long count;

    Bounded(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        add(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        add(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        add(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void add(long bytes) throws UnpackedTooLarge {
        count += bytes;
        if (count > maxBytes) {
            throw new UnpackedTooLarge(maxBytes);
        }
    }
}
