package masthead.http;

import java.time.Duration;
import java.util.Optional;
import masthead.config.ProxyUrl;

/**
 * How requests leave the house.
 *
 * @param proxy what connections go through; it looks up the names of the hosts it connects to
 * @param connectTimeout how long a connection may take; absent where {@code http.connect-timeout} decides
 */
public record WayOut(Optional<ProxyUrl> proxy, Optional<Duration> connectTimeout) {
    /** Straight, and as patient as the settings say. */
    public static final WayOut DIRECT = new WayOut(Optional.empty(), Optional.empty());
}
