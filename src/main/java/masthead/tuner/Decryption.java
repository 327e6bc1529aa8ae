package masthead.tuner;

import io.netty.buffer.ByteBuf;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts one segment as it arrives: AES-128 in CBC mode, PKCS7 padding at its end (RFC 8216, 5.2). Holds back one block, as
 * only the end tells whether it is padding. Not thread-safe.
 */
final class Decryption {
    static final int BLOCK = 16;

    private final Cipher cipher;
    private byte[] in = new byte[0];
    private byte[] out = new byte[0];
    private final byte[] held = new byte[BLOCK];
    private boolean holds;

    /** @throws GeneralSecurityException if the key is no key of 16 bytes */
    Decryption(byte[] key, byte[] iv) throws GeneralSecurityException {
        if (key.length != BLOCK) {
            throw new GeneralSecurityException("a key of " + key.length + " bytes");
        }
        cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    }

    /** Decrypts what is readable in {@code bytes}, which stays as it is, and appends what is certain to {@code target}. */
    void take(ByteBuf bytes, ByteBuf target) {
        int count = bytes.readableBytes();
        if (in.length < count) {
            in = new byte[count];
            out = new byte[count + BLOCK];
        }
        bytes.getBytes(bytes.readerIndex(), in, 0, count);
        try {
            int clear = cipher.update(in, 0, count, out, 0);
            if (clear >= BLOCK) {
                if (holds) {
                    target.writeBytes(held);
                }
                target.writeBytes(out, 0, clear - BLOCK);
                System.arraycopy(out, clear - BLOCK, held, 0, BLOCK);
                holds = true;
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the target of a decryption is large enough", impossible);
        }
    }

    /** The segment is whole: appends the last block without its padding; some servers pad nothing. */
    void end(ByteBuf target) {
        if (holds) {
            int padding = held[BLOCK - 1];
            boolean padded = padding >= 1 && padding <= BLOCK;
            for (byte each : Arrays.copyOfRange(held, padded ? BLOCK - padding : BLOCK, BLOCK)) {
                padded &= each == padding;
            }
            target.writeBytes(held, 0, padded ? BLOCK - padding : BLOCK);
            holds = false;
        }
    }
}
