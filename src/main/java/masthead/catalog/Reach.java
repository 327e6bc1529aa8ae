package masthead.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import masthead.config.ProxyUrl;

/**
 * How a provider is reached, for its list and its streams.
 *
 * @param headers sent with every request, unless the feed has its own of that name; at most 32
 * @param proxy what connections go through
 * @param connectTimeout how long a connection may take, a second to ten minutes; absent where the settings decide
 * @param silenceTimeout how long a stream may be silent, a second to an hour; absent where the settings decide
 */
public record Reach(
        Map<String, String> headers,
        Optional<ProxyUrl> proxy,
        Optional<Duration> connectTimeout,
        Optional<Duration> silenceTimeout) {
    /** Straight, and as the settings say. */
    public static final Reach DIRECT = new Reach(Map.of(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final int MOST_HEADERS = 32;
    /** A token of RFC 9110, section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    /** They belong to the connection; a wrong one breaks it. */
    private static final List<String> OURS = List.of(
            "connection", "content-length", "host", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    /** @throws IllegalArgumentException if a value is out of bounds, telling which, but no header's value */
    public Reach {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            require(name, value);
            if (sorted.put(name, value.strip()) != null) {
                throw new IllegalArgumentException("the header " + name + " is there twice");
            }
        });
        headers = Map.copyOf(sorted);
        if (headers.size() > MOST_HEADERS) {
            throw new IllegalArgumentException("a provider has at most " + MOST_HEADERS + " headers");
        }
        connectTimeout.ifPresent(timeout -> require("connect timeout", timeout, Duration.ofMinutes(10)));
        silenceTimeout.ifPresent(timeout -> require("silence timeout", timeout, Duration.ofHours(1)));
    }

    private static void require(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a header's name has 1 to 100 letters, digits and signs, and no space");
        }
        String folded = name.toLowerCase(Locale.ROOT);
        if (folded.equals("user-agent")) {
            throw new IllegalArgumentException("a User-Agent is no header here: set the provider's user agent");
        }
        if (OURS.contains(folded) || folded.startsWith("proxy-")) {
            throw new IllegalArgumentException("the header " + name + " belongs to the connection and cannot be set");
        }
        Plain.require("header " + name, value, 4000);
    }

    private static void require(String what, Duration timeout, Duration most) {
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(most) > 0) {
            throw new IllegalArgumentException("a " + what + " is 1 to " + most.toSeconds() + " seconds");
        }
    }

    /** Without the headers, which may hold credentials. */
    @Override
    public String toString() {
        return "Reach[" + headers.keySet() + ", " + proxy + ", " + connectTimeout + ", " + silenceTimeout + "]";
    }
}
