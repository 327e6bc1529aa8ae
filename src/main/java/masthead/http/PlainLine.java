package masthead.http;

import java.time.Duration;
import java.util.Map;

/** A {@link Fetch.Line} that keeps nothing. */
final class PlainLine implements Fetch.Line {
    private final Fetch fetch;

    PlainLine(Fetch fetch) {
        this.fetch = fetch;
    }

    @Override
    public Fetch.Call call(String url, Map<String, String> headers) {
        return fetch.call(url, headers);
    }

    @Override
    public void close() {}

    @Override
    public boolean awaitClosed(Duration most) {
        return true;
    }
}
