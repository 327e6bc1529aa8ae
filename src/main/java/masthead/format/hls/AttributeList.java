package masthead.format.hls;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code NAME=value,NAME="text"} behind a tag (RFC 8216, 4.2), in its order; unknown names are kept.
 *
 * @param values as written, quotes included
 */
public record AttributeList(Map<String, String> values) {
    /** No attributes. */
    public static final AttributeList EMPTY = new AttributeList(Map.of());

    private static final int MOST = 100;

    public AttributeList {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Reads what it can: what has no name or no {@code =} is left out, as is what follows the hundredth. */
    public static AttributeList parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length() && values.size() < MOST) {
            int equals = text.indexOf('=', at);
            int comma = text.indexOf(',', at);
            if (equals < 0) {
                break;
            }
            if (comma >= 0 && comma < equals) { // a word without a value
                at = comma + 1;
                continue;
            }
            int end = valueEnd(text, equals + 1);
            String name = text.substring(at, equals).strip();
            if (!name.isEmpty()) {
                values.putIfAbsent(name, text.substring(equals + 1, end).strip());
            }
            at = end + 1;
        }
        return new AttributeList(values);
    }

    private static int valueEnd(String text, int from) {
        int start = from;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        if (start < text.length() && text.charAt(start) == '"') {
            int quote = text.indexOf('"', start + 1);
            start = quote < 0 ? text.length() : quote;
        }
        int comma = text.indexOf(',', start);
        return comma < 0 ? text.length() : comma;
    }

    /** The value without its quotes. */
    public Optional<String> text(String name) {
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return Optional.of(quoted ? value.substring(1, value.length() - 1) : value);
    }

    /** The value as a number of at least 0; 0 if there is none, or it is none. */
    public long number(String name) {
        return Numbers.whole(text(name).orElse(""), 0);
    }

    /** The same with one value more, or another one, written without quotes. */
    public AttributeList with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, HlsWriter.harmless(value.toString()));
        return new AttributeList(more);
    }

    /** The same with one text more, or another one, in quotes. */
    public AttributeList withText(String name, String text) {
        return with(name, '"' + text.replace('"', '\'') + '"');
    }

    /** As it is written behind a tag. */
    @Override
    public String toString() {
        StringBuilder written = new StringBuilder();
        values.forEach((name, value) -> written.append(written.isEmpty() ? "" : ",")
                .append(name)
                .append('=')
                .append(value));
        return written.toString();
    }
}
