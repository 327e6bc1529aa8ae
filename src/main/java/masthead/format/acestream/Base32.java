package masthead.format.acestream;

import java.util.Locale;
import java.util.Optional;

/** Base 32 (RFC 4648, 6) of an infohash: 32 letters are 20 bytes, without padding. */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    /** The same in 40 hex digits, unless {@code text} is not 32 letters of base 32. */
    static Optional<String> hex(String text) {
        if (text.length() != 32) {
            return Optional.empty();
        }
        StringBuilder hex = new StringBuilder(40);
        int bits = 0;
        int held = 0;
        for (char each : text.toUpperCase(Locale.ROOT).toCharArray()) {
            int value = ALPHABET.indexOf(each);
            if (value < 0) {
                return Optional.empty();
            }
            held = (held << 5) | value;
            for (bits += 5; bits >= 4; bits -= 4) {
                hex.append(Character.forDigit((held >> (bits - 4)) & 15, 16));
            }
            held &= 15;
        }
        return Optional.of(hex.toString());
    }
}
