package masthead.relay;

import java.util.Map;

/** The head of a live stream's answer: {@code docs/4-protocols/xtream.md}, "Live". */
final class LiveHead {
    static final String CONTENT_TYPE = "video/mp2t";

    static final Map<String, String> HEADERS =
            Map.of("Cache-Control", "no-store", "Access-Control-Allow-Origin", "*", "X-Accel-Buffering", "no");

    private LiveHead() {}
}
