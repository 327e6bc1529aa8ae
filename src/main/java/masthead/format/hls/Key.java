package masthead.format.hls;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * How segments are encrypted (EXT-X-KEY).
 *
 * @param iv the initialization vector as at most 32 hexadecimal digits; empty if it is the segment's number
 * @param keyFormat {@code identity}: the address gives the 16 bytes of the key themselves
 */
public record Key(Method method, String uri, String iv, String keyFormat) {
    /** The key format of keys that are 16 plain bytes. */
    public static final String IDENTITY = "identity";

    private static final int IV_BYTES = 16;

    /** What is encrypted, and how. */
    public enum Method {
        /** Whole segments, AES-128 in CBC mode with PKCS7 padding. */
        AES_128("AES-128"),
        /** Samples within the segments. */
        SAMPLE_AES("SAMPLE-AES"),
        /** Something newer, or something of a vendor's own. */
        OTHER("OTHER");

        private final String written;

        Method(String written) {
            this.written = written;
        }

        /** As it is called in a playlist. */
        public String written() {
            return written;
        }

        static Method of(String written) {
            return switch (written) {
                case "AES-128" -> AES_128;
                case "SAMPLE-AES", "SAMPLE-AES-CTR" -> SAMPLE_AES;
                default -> OTHER;
            };
        }
    }

    public Key {
        if (!iv.matches("[0-9a-fA-F]{0,32}")) {
            throw new IllegalArgumentException("no initialization vector");
        }
    }

    /** A plain AES-128 key whose initialization vector is each segment's number. */
    public static Key aes128(String uri) {
        return new Key(Method.AES_128, uri, "", IDENTITY);
    }

    /** The 16 bytes of the initialization vector for the segment of this number (RFC 8216, 5.2). */
    public byte[] ivOf(long sequence) {
        if (iv.isEmpty()) {
            return ByteBuffer.allocate(IV_BYTES).putLong(0).putLong(sequence).array();
        }
        String digits = "0".repeat(2 * IV_BYTES - iv.length()) + iv;
        return HexFormat.of().parseHex(digits);
    }

    /** The same with an initialization vector of its own, at most 128 bits long. */
    public Key withIv(BigInteger vector) {
        return new Key(method, uri, vector.toString(16), keyFormat);
    }
}
