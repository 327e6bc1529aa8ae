package masthead.format.xtream;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a panel holds, told without the account that may have it and without the panel's domain: {@code xtream:live/123.ts},
 * {@code xtream:movie/456.mkv}, {@code xtream:series/789}, {@code xtream:episode/1011.mp4}.
 *
 * <p>It is joined to an account only when it is opened, so neither credentials nor domain are kept with it.
 *
 * @param id the panel's own, opaque: usually digits; written percent-encoded
 * @param extension of its file, without a dot; empty where there is none
 */
public record XtreamAddress(Part part, String id, String extension) {
    private static final String SCHEME = "xtream:";
    private static final int LONGEST_ID = 200;
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{0,10}");
    private static final Pattern WRITTEN =
            Pattern.compile("(?i)xtream:(live|movie|series|episode)/([^/?#.\\s]+)(?:\\.([a-z0-9]{1,10}))?");

    /** What of a panel it is. */
    public enum Part {
        LIVE,
        MOVIE,
        /** A series as a whole; only its episodes can be opened. */
        SERIES,
        EPISODE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException if the id is empty or too long, or the extension is none */
    public XtreamAddress {
        if (id.isBlank() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a panel's id has 1 to " + LONGEST_ID + " characters");
        }
        if (!EXTENSION.matcher(extension).matches()) {
            throw new IllegalArgumentException("an extension has at most ten letters and digits");
        }
    }

    /** Reads the form that {@link #toString} writes; empty if it is another address. */
    public static Optional<XtreamAddress> parse(String address) {
        Matcher written = WRITTEN.matcher(address.strip());
        if (!written.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new XtreamAddress(
                    Part.valueOf(written.group(1).toUpperCase(Locale.ROOT)),
                    URLDecoder.decode(written.group(2).replace("+", "%2B"), StandardCharsets.UTF_8),
                    Optional.ofNullable(written.group(3)).orElse("").toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /** {@code text} as it may stand in a segment of a path and in a query (RFC 3986, 2.3), dots written out too. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    @Override
    public String toString() {
        String name = encoded(id).replace(".", "%2E");
        return SCHEME + part.word() + "/" + name + (extension.isEmpty() ? "" : "." + extension);
    }
}
