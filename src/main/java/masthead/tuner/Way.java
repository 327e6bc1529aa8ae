package masthead.tuner;

import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;
import masthead.http.Upstreams;

/**
 * How a feed's addresses are asked for: its playlist, segments and keys all in the same manner.
 *
 * @param headers sent with every request, to every host
 * @param calls those that were opened this way
 */
record Way(Upstreams upstreams, EventLoop loop, TunerSettings settings, Map<String, String> headers, OpenCalls calls) {
    Way(Upstreams upstreams, EventLoop loop, TunerSettings settings, Map<String, String> headers) {
        this(upstreams, loop, settings, headers, new OpenCalls());
    }

    Way {
        headers = Map.copyOf(headers);
    }

    /** Opens a call on the loop; to be called there. */
    Upstreams.Call open(String url, Map<String, String> moreHeaders, Upstreams.Sink sink) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(moreHeaders);
        return calls.add(upstreams.open(
                new Upstreams.Request(url, all, settings.headTimeout(), settings.readBatch()), loop, sink));
    }
}
