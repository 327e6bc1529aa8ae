package masthead.studio.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * A session that an engine has.
 *
 * @param key the second element of its addresses
 * @param reading whether somebody reads its stream
 * @param lastActivity when it was read or asked about last
 */
public record LiveSession(
        String key, String infohash, Optional<String> pid, Instant started, boolean reading, Instant lastActivity) {}
