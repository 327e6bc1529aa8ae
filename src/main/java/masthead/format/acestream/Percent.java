package masthead.format.acestream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986, 2.1) that forgives: what is no valid escape stays as it is, and {@code +} is a plus. */
final class Percent {
    private static final String UNRESERVED = "-._~";

    private Percent() {}

    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        for (int at = 0; at < bytes.length; at++) {
            int escaped = bytes[at] == '%' && at + 2 < bytes.length ? escaped(bytes[at + 1], bytes[at + 2]) : -1;
            plain.write(escaped < 0 ? bytes[at] : escaped);
            at += escaped < 0 ? 0 : 2;
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    private static int escaped(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : (first << 4) | second;
    }

    static String encode(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                escaped.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return escaped.toString();
    }
}
