package masthead.xtream.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import masthead.http.Neighbourhood;
import masthead.http.Origin;

/**
 * The addresses of pictures, ours for theirs: {@code /image/<mark>/<their address in base64url>}.
 *
 * <p>Nothing is kept of an address: the mark, under a key of the data folder, says that it is one of ours, so that nobody can have
 * us fetch what no list names. Safe on any thread.
 */
public final class Images {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    /** 72 bits: to guess one takes for ever at the rate that we answer, and it stands in every row of a list. */
    private static final int MARK_BYTES = 9;

    private static final int MAX_ADDRESS = 2_000;
    private static final Pattern WEB = Pattern.compile("https?://[^\\s]+", Pattern.CASE_INSENSITIVE);

    private final ImageSettings settings;
    private final Mac keyed;

    Images(ImageSettings settings, byte[] key) {
        this.settings = settings;
        try {
            this.keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** With the key that is in {@code folder}, or a new one: players keep addresses for days, so it outlives this process. */
    public static Images of(ImageSettings settings, Path folder) {
        Path file = folder.resolve("images.key");
        try {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            try {
                Files.write(file, key, StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                key = Files.readAllBytes(file);
            }
            if (key.length != KEY_BYTES) {
                throw new IllegalStateException("The file images.key in the data folder is no key: delete it.");
            }
            return new Images(settings, key);
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder cannot be written", e);
        }
    }

    /** The address for players who reached us at {@code origin}: ours, or {@code original} where it is none of our business. */
    public String address(String original, Origin origin) {
        if (!fetches(original)) {
            return original;
        }
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(original.getBytes(StandardCharsets.UTF_8));
        return origin + "/image/" + mark(original) + "/" + text;
    }

    /** Whether the picture at {@code original} is served from here. */
    public boolean fetches(String original) {
        return settings.proxy()
                && original.length() <= MAX_ADDRESS
                && WEB.matcher(original).matches()
                && (settings.privateAddresses() || !near(original));
    }

    /** The address that was made ours; empty if we did not make it. */
    Optional<String> original(String mark, String text) {
        try {
            String original = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            boolean ours = MessageDigest.isEqual(
                    mark.getBytes(StandardCharsets.UTF_8), mark(original).getBytes(StandardCharsets.UTF_8));
            return ours && WEB.matcher(original).matches() ? Optional.of(original) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static boolean near(String original) {
        try {
            String host = URI.create(original).getHost();
            return host != null && Neighbourhood.names(host);
        } catch (IllegalArgumentException e) {
            return false; // the fetch is less strict, and looks for itself
        }
    }

    private String mark(String original) {
        try {
            Mac mac = (Mac) keyed.clone(); // a list has one for each row
            byte[] whole = mac.doFinal(original.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, MARK_BYTES));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own can be cloned", e);
        }
    }
}
