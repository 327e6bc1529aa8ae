package masthead.access;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import masthead.config.Secret;

/**
 * Password hashes in their encoded form, {@code $argon2id$v=19$m=...,t=...,p=1$salt$hash} (RFC 9106, section 3.1).
 *
 * <p>Immutable. Each call costs tens of milliseconds and the whole memory: call it on the threads of {@link Passwords} only.
 */
final class Argon2id {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int VERSION = 0x13;

    private final SecureRandom random = new SecureRandom();
    private final Argon2Function function;
    private final String ofNobody;

    Argon2id(int memoryKib, int iterations) {
        function = Argon2Function.getInstance(memoryKib, iterations, 1, HASH_BYTES, Argon2.ID, VERSION);
        // Made of random bytes, not computed: no password fits it, and the start does not pay for a hash.
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        ofNobody = "$argon2id$v=19$m=" + memoryKib + ",t=" + iterations + ",p=1$"
                + base64.encodeToString(bytes(SALT_BYTES)) + "$" + base64.encodeToString(bytes(HASH_BYTES));
    }

    String hash(Secret password) {
        return function.hash(password.value().getBytes(StandardCharsets.UTF_8), bytes(SALT_BYTES))
                .getResult();
    }

    /** @throws RuntimeException if {@code encoded} is not a hash of ours */
    boolean fits(Secret password, String encoded) {
        return Argon2Function.getInstanceFromHash(encoded).check(password.value(), encoded);
    }

    /** A hash that fits no password: what is compared for a name that does not exist, so that it costs the same. */
    String ofNobody() {
        return ofNobody;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
