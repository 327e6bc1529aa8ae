package masthead.guide;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Programmes of one channel, one after the other, as bytes.
 *
 * <p>Each: start and length in seconds, 4 bytes each (unsigned; a length of 0 is an end not known yet), then title, description and
 * details as UTF-8, each with its length before it (7 bits a byte, the lowest first). The last programme's length can still be
 * changed. Not thread-safe.
 */
final class StripWriter {
    private static final int TIMES = 8;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int size;
    private int count;
    private int lastAt;

    int size() {
        return size;
    }

    /** Bytes of memory it holds. */
    int capacity() {
        return bytes.length;
    }

    int count() {
        return count;
    }

    void add(long start, long length, String title, String description, String details) {
        lastAt = size;
        byte[] first = title.getBytes(StandardCharsets.UTF_8);
        byte[] second = description.getBytes(StandardCharsets.UTF_8);
        byte[] third = details.getBytes(StandardCharsets.UTF_8);
        reserve(TIMES + 15 + first.length + second.length + third.length);
        int32(size, start);
        int32(size + 4, length);
        size += TIMES;
        text(first);
        text(second);
        text(third);
        count++;
    }

    /** Adds a programme as it is in another strip, from {@code from} to {@code until}. */
    void add(long start, long length, byte[] strip, int from, int until) {
        lastAt = size;
        reserve(until - from);
        System.arraycopy(strip, from, bytes, size, until - from);
        int32(size, start);
        int32(size + 4, length);
        size += until - from;
        count++;
    }

    /** Says how long the last programme is. */
    void lastLength(long length) {
        int32(lastAt + 4, length);
    }

    /** All of it; the writer is empty then. */
    byte[] take() {
        byte[] taken = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        bytes = NOTHING;
        size = 0;
        count = 0;
        lastAt = 0;
        return taken;
    }

    /** All but the last programme, which stays. */
    byte[] takeButLast() {
        byte[] taken = Arrays.copyOf(bytes, lastAt);
        bytes = Arrays.copyOfRange(bytes, lastAt, size);
        size = bytes.length;
        count = 1;
        lastAt = 0;
        return taken;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, size + (size >> 1)));
        }
    }

    private void int32(int at, long value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    private void text(byte[] text) {
        int length = text.length;
        while (length >= 0x80) {
            bytes[size++] = (byte) (length | 0x80);
            length >>>= 7;
        }
        bytes[size++] = (byte) length;
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
    }
}
