package masthead.format.xtream.in;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;

/**
 * Reads UTF-8; a byte that is none is taken as Windows-1252, which is what panels that do not know better store. One thread.
 *
 * <p>One name in the wrong encoding would otherwise cost the whole list.
 */
final class LenientUtf8 extends Reader {
    private static final char[] WINDOWS = windows();

    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int end;
    private boolean over;
    private char low;

    LenientUtf8(InputStream in) {
        this.in = in;
    }

    private static char[] windows() {
        byte[] upper = new byte[128];
        for (int each = 0; each < upper.length; each++) {
            upper[each] = (byte) (each + 128);
        }
        return new String(upper, Charset.forName("windows-1252")).toCharArray();
    }

    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            if (low != 0) {
                chars[offset + count++] = low;
                low = 0;
                continue;
            }
            if (at == end && (count > 0 || !fill(1))) {
                break; // what is here is handed over before more is waited for
            }
            int first = buffer[at];
            if (first >= 0) {
                chars[offset + count++] = (char) first;
                at++;
                continue;
            }
            int point = point(first & 0xff);
            if (point <= 0xFFFF) {
                chars[offset + count++] = (char) point;
            } else {
                chars[offset + count++] = Character.highSurrogate(point);
                low = Character.lowSurrogate(point);
            }
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    /** The character that begins with {@code first}, a byte above 127; moves on behind it. */
    private int point(int first) throws IOException {
        int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
        if (first >= 0xC2 && first <= 0xF4 && fill(1 + more)) {
            int point = first & (0x3F >> more);
            boolean well = true;
            for (int each = 1; each <= more; each++) {
                int next = buffer[at + each];
                well &= (next & 0xC0) == 0x80;
                point = (point << 6) | (next & 0x3F);
            }
            boolean shortest = point >= (more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000);
            if (well && shortest && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF)) {
                at += 1 + more;
                return point;
            }
        }
        at++;
        return WINDOWS[first - 128];
    }

    /** Sees to it that so many bytes are here; false if there are no more. */
    private boolean fill(int wanted) throws IOException {
        while (end - at < wanted && !over) {
            if (at > 0) {
                System.arraycopy(buffer, at, buffer, 0, end - at);
                end -= at;
                at = 0;
            }
            int count = in.read(buffer, end, buffer.length - end);
            over = count < 0;
            end += Math.max(0, count);
        }
        return end - at >= wanted;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
