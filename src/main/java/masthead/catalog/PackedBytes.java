package masthead.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers and texts written one after the other into as few bytes as they need. Not thread-safe; used again after {@link #clear}. */
final class PackedBytes {
    private byte[] bytes = new byte[4096];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    /** Seven bits a byte, the low ones first; small numbers, which most are, take one or two. */
    void number(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            put((byte) (left | 0x80));
            left >>>= 7;
        }
        put((byte) left);
    }

    /** As {@link #number}, but small negative ones are small too. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    /** @param from how much of the text is kept elsewhere, in front */
    void text(String text, int from) {
        byte[] rest = (from == 0 ? text : text.substring(from)).getBytes(StandardCharsets.UTF_8);
        number(rest.length);
        room(rest.length);
        System.arraycopy(rest, 0, bytes, length, rest.length);
        length += rest.length;
    }

    /** A copy of what is written, behind {@code head}. */
    byte[] copy(byte[] head) {
        byte[] copy = Arrays.copyOf(head, head.length + length);
        System.arraycopy(bytes, 0, copy, head.length, length);
        return copy;
    }

    private void put(byte one) {
        room(1);
        bytes[length++] = one;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** Reads what was written, from any place on. Not thread-safe; the bytes are only read. */
    static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte one = bytes[at++];
                value |= (one & 0x7FL) << shift;
                if (one >= 0) {
                    return value;
                }
            }
        }

        long signed() {
            long value = number();
            return (value >>> 1) ^ -(value & 1);
        }

        /** @param beginning what stands in front of it */
        String text(String beginning) {
            int size = (int) number();
            String rest = new String(bytes, at, size, StandardCharsets.UTF_8);
            at += size;
            return beginning.isEmpty() ? rest : rest.isEmpty() ? beginning : beginning.concat(rest);
        }
    }
}
