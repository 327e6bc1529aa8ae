package masthead.http;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call of a fetch that knows only how to open documents. */
final class PlainCall implements Fetch.Call {
    private final Fetch fetch;
    private final String url;
    private final Map<String, String> headers;
    private Fetch.@Nullable Document document;
    private boolean closed;

    PlainCall(Fetch fetch, String url, Map<String, String> headers) {
        this.fetch = fetch;
        this.url = url;
        this.headers = Map.copyOf(headers);
    }

    @Override
    public Fetch.Document open() {
        Fetch.Document opened = fetch.open(url, headers);
        synchronized (this) {
            document = opened;
            if (!closed) {
                return opened;
            }
        }
        opened.close();
        throw new FetchFailed("given up");
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (document != null) {
            document.close();
        }
    }

    @Override
    public boolean awaitClosed(Duration most) {
        return true;
    }
}
