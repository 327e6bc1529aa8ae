package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import masthead.http.Upstreams;
import org.jspecify.annotations.Nullable;

/** A small document from an upstream, taken whole: a playlist, a key. Lives on one event loop. */
final class WholeBody implements Upstreams.Sink {
    /** How it went. */
    sealed interface Outcome {
        /** All of it, in a heap buffer without a pool; {@code url} is where it came from in the end, after redirects. */
        record Got(ByteBuf body, String url) implements Outcome {}

        /** It did not come, not in time, or it is too large. */
        record Failed(NoSignal why) implements Outcome {}
    }

    private final int limit;
    private final Consumer<Outcome> taker;
    private final ByteBuf body;
    private Upstreams.@Nullable Call call;
    private @Nullable ScheduledFuture<?> deadline;
    private String url = "";
    private boolean over;

    private WholeBody(int limit, Consumer<Outcome> taker) {
        this.limit = limit;
        this.taker = taker;
        this.body = Unpooled.buffer(Math.min(limit, 4096), limit);
    }

    /**
     * Asks for it; head and body each have the head's timeout.
     *
     * @param taker called once on the way's loop, unless it is closed before
     */
    static WholeBody get(Way way, String url, int limit, Consumer<Outcome> taker) {
        WholeBody body = new WholeBody(limit, taker);
        body.deadline = way.loop()
                .schedule(
                        () -> body.end(new Outcome.Failed(new NoSignal.Unreachable("no answer in time", true))),
                        2 * way.settings().headTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        body.call = way.open(url, Map.of(), body);
        return body;
    }

    @Override
    public void opened(Upstreams.Head head) {
        url = head.url();
    }

    @Override
    public void bytes(ByteBuf bytes) {
        if (bytes.readableBytes() > limit - body.readableBytes()) {
            end(new Outcome.Failed(new NoSignal.NotTransportStream("a document beyond " + limit / 1024 + " KiB")));
        } else if (!over) {
            body.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
        }
    }

    @Override
    public void ended(Upstreams.Ending why) {
        boolean whole = why instanceof Upstreams.Ending.Closed closed && closed.whole();
        if (whole) {
            end(new Outcome.Got(body, url));
        } else {
            end(new Outcome.Failed(NoSignal.of(why)));
        }
    }

    private void end(Outcome outcome) {
        if (!over) {
            close();
            taker.accept(outcome);
        }
    }

    /** Ends it; the taker hears no more. */
    void close() {
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (call != null) {
            call.close();
        }
        // The body is a heap buffer without a pool: nothing to release.
    }
}
