package masthead.http;

import io.prometheus.metrics.core.metrics.Counter;
import java.time.Duration;

/**
 * How long a client may take for a window of a body, and who ran out of it.
 *
 * @param window the time for {@link PacedBody#WINDOW} bytes
 * @param ended counts those who were disconnected
 */
record Patience(Duration window, Counter ended) {}
