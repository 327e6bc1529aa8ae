package masthead.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One path of {@link Routes}: literal segments and named ones. */
final class PathTemplate {
    private final List<String> parts;
    private final boolean open;

    PathTemplate(String template) {
        List<String> split = segments(template);
        open = !split.isEmpty() && split.getLast().endsWith("*}");
        parts = List.copyOf(split);
    }

    /** The parameters of {@code segments}, or nothing if this template does not fit them. */
    Optional<Map<String, String>> match(List<String> segments) {
        if (open ? segments.size() < parts.size() : segments.size() != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            String segment = segments.get(i);
            if (open && i == parts.size() - 1) {
                parameters.put(
                        part.substring(1, part.length() - 2), String.join("/", segments.subList(i, segments.size())));
            } else if (part.startsWith("{")) {
                if (segment.isEmpty()) {
                    return Optional.empty();
                }
                parameters.put(part.substring(1, part.length() - 1), segment);
            } else if (!part.equals(segment)) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    /**
     * The percent-decoded segments of a path; {@code /a//b} has an empty one in the middle. Slashes in front count as one: players
     * put {@code /player_api.php} behind addresses that were typed with a slash at the end.
     */
    static List<String> segments(String rawPath) {
        int start = 0;
        while (start < rawPath.length() && rawPath.charAt(start) == '/') {
            start++;
        }
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.substring(start).split("/", -1)) {
            segments.add(decoded(raw));
        }
        return segments;
    }

    /** Percent-decoding as paths mean it: a plus is a plus. What is not valid stays as it was written. */
    private static String decoded(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return raw;
        }
    }
}
