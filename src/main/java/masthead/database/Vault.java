package masthead.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts what nobody shall read in a copy of the database: AES-256 in GCM (NIST SP 800-38D), the key in a file beside it.
 *
 * <p>What is sealed says what it belongs to, so that it opens nowhere else. Without its key the house still runs: only what is
 * sealed cannot be read, and whoever needs it is told what to do. Any thread.
 */
public final class Vault {
    /** The key's file in the data folder; only its owner may read it. */
    public static final String FILE = "secret.key";

    private static final Logger log = LoggerFactory.getLogger(Vault.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private @Nullable SecretKey key;
    private String trouble = "";

    private Vault(Path file) {
        this.file = file;
    }

    /**
     * The vault of a data folder: its key is read when it is first needed, and made if there is none. Trouble with it is for those who
     * seal and open.
     */
    static Vault in(Path folder) {
        return new Vault(folder.resolve(FILE));
    }

    /** A vault whose key nobody keeps. */
    static Vault ofThisRun() {
        Vault vault = new Vault(Path.of(FILE));
        vault.key = new SecretKeySpec(random(KEY_BYTES), "AES");
        return vault;
    }

    /** @throws VaultLocked if there is none */
    private synchronized SecretKey key() {
        if (key == null && trouble.isEmpty()) {
            trouble = readOrMake();
            if (!trouble.isEmpty()) {
                log.atError().addKeyValue("trouble", trouble).log("Passwords of providers cannot be encrypted or read");
            }
        }
        if (key == null) {
            throw new VaultLocked(trouble);
        }
        return key;
    }

    /** @return what is wrong; empty if there is a key now */
    private String readOrMake() {
        try {
            Optional<byte[]> kept = Files.exists(file) ? read(file) : Optional.of(made(file));
            if (kept.isPresent()) {
                key = new SecretKeySpec(kept.get(), "AES");
                return "";
            }
        } catch (IOException | UnsupportedOperationException e) {
            return "the key file " + FILE + " in the data folder cannot be read or made ("
                    + e.getClass().getSimpleName() + "): see to its owner and rights, and start again";
        }
        return "the key file " + FILE
                + " in the data folder is damaged: put the right one back from a copy, or remove it to have a new one made, and start again";
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        try {
            byte[] key = Base64.getDecoder()
                    .decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
            return key.length == KEY_BYTES ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException damaged) {
            return Optional.empty();
        }
    }

    private static byte[] made(Path file) throws IOException {
        byte[] key = random(KEY_BYTES);
        Path unfinished = file.resolveSibling(FILE + ".unfinished");
        Files.createDirectories(folderOf(file));
        Files.deleteIfExists(unfinished);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(unfinished);
        }
        Files.writeString(
                unfinished,
                Base64.getEncoder().encodeToString(key) + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, file);
        }
        return key;
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /**
     * Encrypts {@code plain}.
     *
     * @param owner what it belongs to; it opens for the same only
     * @throws VaultLocked if there is no key
     */
    public String seal(String plain, String owner) {
        byte[] nonce = random(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            byte[] whole = new byte[NONCE_BYTES + sealed.length];
            System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    /**
     * What {@link #seal} was given.
     *
     * @throws VaultLocked if there is no key, or it is not the one it was sealed with
     */
    public String open(String sealed, String owner) {
        try {
            byte[] whole = Base64.getDecoder().decode(sealed);
            if (whole.length > NONCE_BYTES) {
                byte[] nonce = java.util.Arrays.copyOf(whole, NONCE_BYTES);
                byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce, owner)
                        .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
                return new String(plain, StandardCharsets.UTF_8);
            }
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            // whichever it is, it does not open
        }
        throw new VaultLocked("it was encrypted with another key than the one in " + FILE
                + " in the data folder: put the right file back and start again, or enter the password anew");
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
