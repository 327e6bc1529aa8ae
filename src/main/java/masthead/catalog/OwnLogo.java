package masthead.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A logo that an operator uploaded: a picture that players know, not larger than they need. Its bytes are nobody's to change.
 *
 * <p>A channel that has one says so in place of an address: {@code own:<name>}.
 */
public final class OwnLogo {
    /** More is a photograph. */
    public static final int MOST_BYTES = 512 * 1024;

    private static final String PREFIX = "own:";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}\\.(png|jpg|gif|webp)");

    private final String name;
    private final byte[] bytes;

    private OwnLogo(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /**
     * The picture of these bytes: what it is, they say themselves.
     *
     * @throws IllegalArgumentException if they are none that players know, or too many
     */
    public static OwnLogo of(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("A logo has 512 KiB at most.");
        }
        String suffix = suffix(new String(bytes, 0, Math.min(16, bytes.length), StandardCharsets.ISO_8859_1))
                .orElseThrow(() -> new IllegalArgumentException("A logo is a PNG, JPEG, GIF or WebP picture."));
        try {
            byte[] digest = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), 16);
            return new OwnLogo(HexFormat.of().formatHex(digest) + "." + suffix, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Optional<String> suffix(String start) {
        if (start.startsWith("\u0089PNG\r\n")) {
            return Optional.of("png");
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("jpg");
        }
        if (start.startsWith("GIF8")) {
            return Optional.of("gif");
        }
        return start.startsWith("RIFF") && start.startsWith("WEBP", 8) ? Optional.of("webp") : Optional.empty();
    }

    /** Whether what stands in the place of a logo's address means one of these. */
    public static boolean names(String logo) {
        return nameIn(logo).isPresent();
    }

    /** The name in it; a list may say anything. */
    static Optional<String> nameIn(String logo) {
        return Optional.of(logo)
                .filter(each -> each.startsWith(PREFIX))
                .map(each -> each.substring(PREFIX.length()))
                .filter(each -> NAME.matcher(each).matches());
    }

    /** What a channel that has it says in place of an address. */
    String logo() {
        return PREFIX + name;
    }

    String name() {
        return name;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Its media type. */
    public String type() {
        Matcher parts = NAME.matcher(name);
        return parts.matches() ? "image/" + parts.group(1).replace("jpg", "jpeg") : "application/octet-stream";
    }

    static OwnLogo kept(String name, byte[] bytes) {
        return new OwnLogo(name, bytes);
    }
}
