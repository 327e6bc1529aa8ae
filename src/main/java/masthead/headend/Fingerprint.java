package masthead.headend;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short text that stands for longer ones: the first 128 bits of their SHA-256. For one thread. */
final class Fingerprint {
    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** Puts bytes before the texts of the next one. */
    void add(ByteBuffer bytes) {
        digest.update(bytes);
    }

    /** Of these texts in this order; {@code ("ab", "c")} and {@code ("a", "bc")} differ. */
    String of(String... texts) {
        for (String text : texts) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0); // no text holds one
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}
