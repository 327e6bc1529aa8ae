package masthead.studio.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request as it came. Header names are found in any case; of a repeated parameter the last one counts. */
record Request(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final int LONGEST_BODY = 1024 * 1024;

    /** The next request on a connection, if one comes. */
    static Optional<Request> read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n", Math.max(0, text.length() - 4)) < 0) {
            int each = in.read();
            if (each < 0 || text.length() > LONGEST_HEAD) {
                return Optional.empty();
            }
            text.append((char) each);
        }
        String[] line = text.substring(0, text.indexOf("\r\n")).split(" ");
        if (line.length < 2) {
            return Optional.empty();
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        text.toString().lines().skip(1).filter(each -> each.contains(":")).forEach(each -> {
            int colon = each.indexOf(':');
            headers.put(
                    each.substring(0, colon).strip(), each.substring(colon + 1).strip());
        });
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        if (length > LONGEST_BODY) {
            return Optional.empty();
        }
        int mark = line[1].indexOf('?');
        return Optional.of(new Request(
                line[0],
                mark < 0 ? line[1] : line[1].substring(0, mark),
                query(mark < 0 ? "" : line[1].substring(mark + 1)),
                headers,
                new String(in.readNBytes(length), StandardCharsets.UTF_8)));
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String each : text.split("&")) {
            int equals = each.indexOf('=');
            if (!each.isEmpty()) {
                query.put(
                        decoded(equals < 0 ? each : each.substring(0, equals)),
                        equals < 0 ? "" : decoded(each.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException odd) {
            return text;
        }
    }

    /** A parameter, or an empty text. */
    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    /** The elements of the path. */
    String[] elements() {
        return path.substring(1).split("/");
    }
}
