package masthead.relay;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A name that a player asks for beside or below a document, and nowhere else.
 *
 * <p>For names that come from outside without a mark of ours on them: whoever sends one must not be able to leave the folder
 * of the document he was given.
 */
final class Confined {
    private static final int LONGEST = 1000;
    private static final Set<String> EXTENSIONS =
            Set.of("m3u8", "m3u", "ts", "aac", "mp4", "m4s", "m4a", "m4v", "vtt", "webvtt", "key", "mp3", "ac3", "ec3");

    private Confined() {}

    /**
     * The address of {@code name} in the folder of {@code document}: same scheme, host and port, below the same folder; nothing
     * if it might be anywhere else, or is no part of a stream.
     *
     * @param name as it was sent, percent-decoded once
     * @param query as it was sent, without the question mark; may be empty
     */
    static Optional<String> resolve(String document, String name, String query) {
        int host = document.indexOf("://");
        int pathAt = host < 0 ? -1 : document.indexOf('/', host + 3);
        int end = end(document);
        if (pathAt < 0
                || pathAt >= end
                || !harmless(name)
                || !harmless(decoded(name))
                || !harmless(decoded(decoded(name)))) {
            return Optional.empty();
        }
        String folder = document.substring(0, document.lastIndexOf('/', end - 1) + 1);
        String path = Arrays.stream(name.split("/", -1)).map(Confined::encoded).collect(Collectors.joining("/"));
        return Optional.of(folder + path + (query.isEmpty() ? "" : "?" + query));
    }

    /** Whether the last part of a name begins as a number does: a panel may take it for a channel's, as PHP reads numbers. */
    static boolean numbered(String name) {
        String last = decoded(decoded(name));
        return last.substring(last.lastIndexOf('/') + 1)
                .replaceFirst("^[^\\p{L}\\p{N}]+", "")
                .matches("(?s)\\p{N}.*");
    }

    /** Where the path ends. */
    private static int end(String document) {
        int query = document.indexOf('?');
        int fragment = document.indexOf('#');
        int end = query < 0 ? document.length() : query;
        return fragment < 0 ? end : Math.min(end, fragment);
    }

    private static boolean harmless(String name) {
        boolean parts = Arrays.stream(name.split("/", -1))
                .noneMatch(each -> each.isEmpty() || each.equals(".") || each.equals(".."));
        boolean letters = name.chars()
                .noneMatch(each -> Character.isISOControl(each) || each == '\\' || each == '?' || each == '#');
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return name.length() <= LONGEST && parts && letters && !name.contains("://") && EXTENSIONS.contains(extension);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
