package masthead.vod;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.http.Fetch;

/**
 * What an upstream says of the file it has: two that are equal are the same bytes, as far as anybody can tell.
 *
 * @param etag as it was sent; may be empty
 * @param modified the {@code Last-Modified} as it was sent; may be empty
 */
record FileFacts(long length, String etag, String modified) {
    private static final Pattern CONTENT_RANGE =
            Pattern.compile("(?i)\\s*bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)\\s*");
    private static final int LONGEST = 200;

    /** The range an answer says it is; {@code total} is -1 where it does not say. */
    record Told(long from, long to, long total) {}

    static Optional<Told> told(Fetch.Document answer) {
        Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
        if (!range.matches()) {
            return Optional.empty();
        }
        long total = range.group(3).equals("*") ? -1 : Long.parseLong(range.group(3));
        Told told = new Told(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)), total);
        boolean sound = told.from <= told.to && (total < 0 || told.to < total);
        return sound ? Optional.of(told) : Optional.empty();
    }

    /** The length of the whole file, as a 200 tells it. */
    static OptionalLong length(Fetch.Document answer) {
        String header = answer.header("Content-Length").orElse("").strip();
        return header.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(header)) : OptionalLong.empty();
    }

    static FileFacts of(long length, Fetch.Document answer) {
        return new FileFacts(length, clipped(answer, "ETag"), clipped(answer, "Last-Modified"));
    }

    private static String clipped(Fetch.Document answer, String header) {
        return answer.header(header)
                .map(String::strip)
                .filter(each -> each.length() <= LONGEST)
                .orElse("");
    }

    /** What an upstream is asked with for more of exactly this file ({@code If-Range}); empty where there is no such word. */
    Optional<String> condition() {
        if (!etag.isEmpty() && !etag.startsWith("W/")) {
            return Optional.of(etag);
        }
        return modified.isEmpty() ? Optional.empty() : Optional.of(modified);
    }

    /** The ETag players get: without what the upstream wrote, with its quotes; empty where nothing tells versions apart. */
    String tag() {
        String word = etag + "|" + modified;
        return word.length() == 1
                ? ""
                : "\"" + Long.toHexString(length) + "-" + Integer.toHexString(word.hashCode()) + "\"";
    }
}
