package masthead.headend;

import java.util.Map;
import java.util.TreeMap;
import masthead.http.Fetch;

/**
 * A document a list was made of, with what its server said of its version.
 *
 * @param etag as sent (RFC 9110, 8.8.3), or empty
 * @param lastModified as sent, or empty
 */
record ReadDocument(String url, String etag, String lastModified) {
    private static final int LONGEST = 500;

    /** Whether its server can be asked if it changed. */
    boolean checkable() {
        return !etag.isEmpty() || !lastModified.isEmpty();
    }

    /** The answer of the document at {@code url}. */
    static ReadDocument of(String url, Fetch.Document answer) {
        return new ReadDocument(url, header(answer, "ETag"), header(answer, "Last-Modified"));
    }

    private static String header(Fetch.Document answer, String name) {
        return answer.header(name).filter(each -> each.length() <= LONGEST).orElse("");
    }

    /** Headers that ask for it only if it has changed. */
    Map<String, String> conditions() {
        Map<String, String> headers = new TreeMap<>();
        if (!etag.isEmpty()) {
            headers.put("If-None-Match", etag);
        }
        if (!lastModified.isEmpty()) {
            headers.put("If-Modified-Since", lastModified);
        }
        return headers;
    }

    /** Without the address: it may hold credentials. */
    @Override
    public String toString() {
        return "ReadDocument[" + etag + ", " + lastModified + "]";
    }
}
