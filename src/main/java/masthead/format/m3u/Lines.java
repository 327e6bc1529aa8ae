package masthead.format.m3u;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a document in constant memory: ended by LF, CR LF or CR, at most {@code maxBytes} long.
 *
 * <p>Each line is UTF-8 if it is valid UTF-8, else Windows-1252: lists are glued together from sources of both kinds.
 * A byte order mark at the start of any line is dropped, since glued lists have it in their middle. Not thread-safe.
 */
final class Lines {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private final InputStream document;
    private final int maxBytes;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final byte[] read = new byte[32 * 1024];
    private int readFrom;
    private int readTo;
    private byte[] line = new byte[1024];
    private int length;
    private boolean tooLong;
    private boolean afterCarriageReturn;

    Lines(InputStream document, int maxBytes) {
        this.document = document;
        this.maxBytes = maxBytes;
    }

    /** Goes to the next line; false at the end of the document. */
    boolean next() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (true) {
            if (readFrom == readTo && !refill()) {
                return any;
            }
            if (afterCarriageReturn) {
                afterCarriageReturn = false;
                if (read[readFrom] == '\n') {
                    readFrom++;
                    continue;
                }
            }
            any = true;
            int end = lineEnd();
            keep(readFrom, end);
            readFrom = end;
            if (end < readTo) {
                afterCarriageReturn = read[end] == '\r';
                readFrom++;
                return true;
            }
        }
    }

    /** Whether the current line was cut at {@code maxBytes}. */
    boolean tooLong() {
        return tooLong;
    }

    /** The current line without its end and without white space around it. */
    String text() {
        int from = startsWithByteOrderMark() ? 3 : 0;
        ByteBuffer bytes = ByteBuffer.wrap(line, from, length - from);
        try {
            return utf8.decode(bytes).toString().strip();
        } catch (CharacterCodingException notUtf8) {
            return new String(line, from, length - from, WINDOWS_1252).strip();
        }
    }

    private boolean refill() throws IOException {
        readFrom = 0;
        readTo = 0;
        int count = document.read(read);
        while (count == 0) {
            count = document.read(read);
        }
        readTo = Math.max(count, 0);
        return count > 0;
    }

    private int lineEnd() {
        int at = readFrom;
        while (at < readTo && read[at] != '\n' && read[at] != '\r') {
            at++;
        }
        return at;
    }

    private void keep(int from, int to) {
        int count = Math.min(to - from, maxBytes - length);
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.min(maxBytes, Math.max(line.length * 2, length + count)));
        }
        System.arraycopy(read, from, line, length, count);
        length += count;
        tooLong |= count < to - from;
    }

    private boolean startsWithByteOrderMark() {
        return length >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
    }
}
