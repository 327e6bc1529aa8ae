package masthead.format.xmltv;

import java.io.InputStream;

/**
 * What an XML parser reads: one element after another, so that it never reads past the one it is given. Not thread-safe.
 */
final class Feed extends InputStream {
    private byte[] bytes;
    private int at;
    private int end;

    Feed(byte[] first) {
        this.bytes = first;
        this.end = first.length;
    }

    /** Goes on with these bytes. */
    void give(byte[] next, int from, int length) {
        bytes = next;
        at = from;
        end = from + length;
    }

    @Override
    public int read() {
        return at < end ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int count = Math.min(length, end - at);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(bytes, at, into, offset, count);
        at += count;
        return count;
    }
}
