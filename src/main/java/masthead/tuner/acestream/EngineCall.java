package masthead.tuner.acestream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import masthead.http.Upstreams;
import org.jspecify.annotations.Nullable;

/** One question to an engine, and its small answer. Lives on one event loop. */
final class EngineCall implements Upstreams.Sink {
    /** How it went. */
    sealed interface Reply {
        /** A JSON object. */
        record Answered(EngineJson json) implements Reply {}

        /** An HTTP error, or something that is not JSON. */
        record Garbled(String what) implements Reply {}

        /** Nobody listens there. */
        record Unreachable(String why) implements Reply {}

        /** No answer in time, or it broke off. */
        record Late(String why) implements Reply {}
    }

    private static final int LARGEST = 256 * 1024;
    private static final Map<String, String> HEADERS =
            Map.of("User-Agent", "VLC/3.0.20 LibVLC/3.0.20", "Accept-Encoding", "identity");

    private final Consumer<Reply> taker;
    private final ByteBuf body = Unpooled.buffer(512, LARGEST);
    private Upstreams.@Nullable Call call;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean over;

    private EngineCall(Consumer<Reply> taker) {
        this.taker = taker;
    }

    /**
     * Asks; to be called on {@code loop}.
     *
     * @param patience for all of it
     * @param taker called once on {@code loop}, unless it is closed before
     */
    static EngineCall ask(Upstreams engine, EventLoop loop, String url, Duration patience, Consumer<Reply> taker) {
        EngineCall asked = new EngineCall(taker);
        asked.deadline = loop.schedule(
                () -> asked.end(new Reply.Late("no answer in time")), patience.toNanos(), TimeUnit.NANOSECONDS);
        asked.call = engine.open(new Upstreams.Request(url, HEADERS, patience, Duration.ZERO), loop, asked);
        return asked;
    }

    @Override
    public void opened(Upstreams.Head head) {
        // The body tells.
    }

    @Override
    public void bytes(ByteBuf bytes) {
        if (over) {
            return;
        }
        if (bytes.readableBytes() > body.maxWritableBytes()) {
            end(new Reply.Garbled("an endless answer"));
        } else {
            body.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
        }
    }

    @Override
    public void ended(Upstreams.Ending why) {
        end(
                switch (why) {
                    case Upstreams.Ending.Refused(int status) -> new Reply.Garbled("HTTP status " + status);
                    case Upstreams.Ending.Unreachable(String text) -> new Reply.Unreachable(text);
                    case Upstreams.Ending.TimedOut() -> new Reply.Late("no answer in time");
                    case Upstreams.Ending.Closed(String text, boolean whole) -> whole ? read() : new Reply.Late(text);
                });
    }

    private Reply read() {
        return EngineJson.read(body.toString(StandardCharsets.UTF_8))
                .<Reply>map(Reply.Answered::new)
                .orElseGet(() -> new Reply.Garbled("something that is not JSON"));
    }

    private void end(Reply reply) {
        if (!over) {
            close();
            taker.accept(reply);
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
