package masthead.studio.engine;

import java.time.Instant;
import java.util.Map;

/**
 * A request that an engine got.
 *
 * @param outcome what came of it, in words, as {@code started 0f3a}; {@code under way} as long as nothing did
 */
public record Asked(Instant at, String method, String path, Map<String, String> query, String outcome) {
    /** Whether it asks to start a content. */
    public boolean starts() {
        return path.equals("/ace/getstream") || path.equals("/ace/manifest.m3u8");
    }
}
