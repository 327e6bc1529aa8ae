package masthead.studio;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The app on an operator's telephone (RFC 6238), which knows nothing of the server but the key it was told. */
public final class Authenticator {
    private final byte[] key;

    /** @param key in base 32 (RFC 4648), as it is shown */
    public Authenticator(String key) {
        BigInteger number = BigInteger.ONE; // or leading zeros would get lost
        String plain = key.replace(" ", "");
        for (int at = 0; at < plain.length(); at++) {
            int five = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(plain.charAt(at));
            number = number.shiftLeft(5).or(BigInteger.valueOf(five));
        }
        byte[] bytes = number.shiftRight(plain.length() * 5 % 8).toByteArray();
        this.key = Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    /** What it shows at {@code time}. */
    public String code(Instant time) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "RAW"));
            byte[] hash = mac.doFinal(
                    ByteBuffer.allocate(8).putLong(time.getEpochSecond() / 30).array());
            int at = hash[19] & 15;
            long number = ((hash[at] & 0x7fL) << 24)
                    | ((hash[at + 1] & 0xffL) << 16)
                    | ((hash[at + 2] & 0xffL) << 8)
                    | (hash[at + 3] & 0xffL);
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
