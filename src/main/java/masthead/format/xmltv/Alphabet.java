package masthead.format.xmltv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How a guide's bytes are read: as it declares, but never against the bytes.
 *
 * <p>Bytes that are UTF-8 are UTF-8, whatever is declared: no other text looks like it by chance. Those that are not are of the
 * declared alphabet; where that is UTF-8, of windows-1252, if the element has no letter of UTF-8 at all (then it was never
 * UTF-8), else damaged (a text clipped within a letter).
 */
final class Alphabet {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final Charset declared;

    private Alphabet(Charset declared) {
        this.declared = declared;
    }

    /** @param name as in the XML declaration; empty for none */
    static Alphabet of(String name) {
        String known = name.strip().toUpperCase(Locale.ROOT);
        // What claims to be Latin 1 is windows-1252 on all the web (WHATWG Encoding, 4.2); UTF-16 is seen by its bytes.
        if (known.isEmpty() || known.startsWith("UTF") || !supported(known)) {
            return new Alphabet(StandardCharsets.UTF_8);
        }
        Charset charset = Charset.forName(known);
        return new Alphabet(
                charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII)
                        ? WINDOWS
                        : charset);
    }

    private static boolean supported(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether bytes may be anything but UTF-8 without being wrong. */
    boolean foreign() {
        return !declared.equals(StandardCharsets.UTF_8);
    }

    /** Whether it is UTF-8. */
    static boolean utf8(byte[] bytes, int from, int length) {
        if (ascii(bytes, from, length)) {
            return true;
        }
        CharsetDecoder strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            strict.decode(ByteBuffer.wrap(bytes, from, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static boolean ascii(byte[] bytes, int from, int length) {
        for (int at = from; at < from + length; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The text of bytes that are not UTF-8. */
    String text(byte[] bytes, int from, int length) {
        if (foreign()) {
            return new String(bytes, from, length, declared);
        }
        CharBuffer text = CharBuffer.allocate(length);
        boolean letters = utf8Leniently(ByteBuffer.wrap(bytes, from, length), text);
        return letters ? text.flip().toString() : new String(bytes, from, length, WINDOWS);
    }

    /** Decodes what is UTF-8 and leaves out what is not; whether there was a letter beyond ASCII. */
    private static boolean utf8Leniently(ByteBuffer bytes, CharBuffer text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        while (true) {
            CoderResult result = decoder.decode(bytes, text, true);
            if (!result.isError()) {
                break;
            }
            bytes.position(bytes.position() + result.length());
            decoder.reset();
        }
        for (int at = 0; at < text.position(); at++) {
            if (text.get(at) > 0x7f) {
                return true;
            }
        }
        return false;
    }
}
