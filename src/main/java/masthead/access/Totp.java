package masthead.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes that change with time (RFC 6238), as every authenticator reckons them: SHA-1, steps of 30 seconds, six digits. */
final class Totp {
    static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    /** Clocks differ, and people type slowly: the step before and the one after are good, too (RFC 6238, 5.2). */
    private static final int SKEW = 1;

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
    }

    static String code(byte[] key, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf; // RFC 4226, 5.3
            int number = (ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff) % MODULUS;
            return String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA1", e);
        }
    }

    /** The step whose code this is, of those that are good now; the latest, if it is that of several. */
    static OptionalLong fits(byte[] key, String code, Instant now) {
        byte[] given = code.getBytes(StandardCharsets.UTF_8);
        OptionalLong found = OptionalLong.empty();
        for (long step = step(now) - SKEW; step <= step(now) + SKEW; step++) {
            if (MessageDigest.isEqual(code(key, step).getBytes(StandardCharsets.UTF_8), given)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** As authenticators take keys by hand (RFC 4648, 6), without padding. */
    static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte each : bytes) {
            held = (held << 8) | (each & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt((held >> bits) & 31));
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(BASE32.charAt((held << (5 - bits)) & 31));
        }
        return text.toString();
    }
}
