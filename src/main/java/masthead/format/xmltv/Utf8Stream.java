package masthead.format.xmltv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A text of an alphabet in which ASCII is not ASCII, such as UTF-16, as UTF-8. Not thread-safe. */
final class Utf8Stream extends InputStream {
    private static final int BUFFER_CHARS = 16 * 1024;

    private final Reader text;
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_CHARS).flip();
    private final ByteBuffer bytes = ByteBuffer.allocate(4 * BUFFER_CHARS).flip();
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private boolean end;

    Utf8Stream(InputStream in, Charset charset) {
        this.text = new InputStreamReader(in, charset);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!bytes.hasRemaining()) {
            if (end) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(into, offset, count);
        return count;
    }

    private void fill() throws IOException {
        chars.compact();
        end = text.read(chars) < 0;
        chars.flip();
        bytes.clear();
        encoder.encode(chars, bytes, end);
        if (end) {
            encoder.flush(bytes);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
