package masthead.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Addresses as lists really hold them: blanks, brackets, pipes and umlauts that no URI may hold. */
final class Addresses {
    private static final String ALLOWED = "-._~:/?#[]@!$&'()*+,;=%";

    private Addresses() {}

    /**
     * The address with everything escaped that must be; what is escaped already stays.
     *
     * @throws IllegalArgumentException if it is not http(s) with a host all the same
     */
    static URI lenient(String url) {
        StringBuilder clean = new StringBuilder(url.length() + 16);
        for (byte b : url.strip().getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0);
            if (plain) {
                clean.append(c);
            } else {
                clean.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        URI uri = URI.create(clean.toString());
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("not an http address with a host");
        }
        return uri;
    }
}
