package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import masthead.catalog.Feed;
import masthead.http.Upstreams;
import org.jspecify.annotations.Nullable;

/**
 * An HLS source whose documents are handed through to players as they are: playlists, segments, keys.
 *
 * <p>It holds one of the provider's connections for as long as it is open, however many players there are. Lives on one event
 * loop.
 */
public final class PassThrough {
    /** How asking for a document went. */
    public sealed interface Outcome {
        /**
         * All of it; {@code body} is the taker's to release.
         *
         * @param status 200 or another of its hundred
         * @param url where it came from in the end, after redirects
         */
        record Got(int status, String contentType, String url, ByteBuf body) implements Outcome {}

        /** The source's own refusal where it means the document, 404, 410 or 416, else 502: it did not answer, not in time, or with too much. */
        record Failed(int status, String reason) implements Outcome {}
    }

    private static final long LONGEST_SECONDS = 30;
    /** Memory of all that is under way. */
    private static final long MOST_BYTES = 128L * 1024 * 1024;

    private final Feed feed;
    private final Way way;
    private final Set<Get> underWay = new HashSet<>();
    private final ProviderSlots.Slot slot;
    private volatile boolean closed;

    PassThrough(Feed feed, Way way, ProviderSlots.Slot slot) {
        this.feed = feed;
        this.way = way;
        this.slot = slot;
        slot.heldWhile(() -> !closed || way.calls().any());
    }

    /** The address of the playlist that all begins with. */
    public String start() {
        return feed.url();
    }

    /**
     * Asks for a document.
     *
     * @param range the value of a {@code Range} header
     * @param limit bytes it may have
     * @param taker called once, on the loop, unless this is closed before
     */
    public void get(String url, Optional<String> range, int limit, Consumer<Outcome> taker) {
        Get get = new Get(limit, taker);
        underWay.add(get);
        get.deadline = way.loop().schedule(get::late, LONGEST_SECONDS, TimeUnit.SECONDS);
        get.call = way.open(url, range.map(value -> Map.of("Range", value)).orElse(Map.of()), get);
    }

    /** Ends what is under way, whose takers hear no more, and gives the connection back. */
    public void close() {
        if (!closed) {
            closed = true;
            Set.copyOf(underWay).forEach(Get::drop);
            Connections.handOver(way.calls(), slot, way.loop());
        }
    }

    private final class Get implements Upstreams.Sink {
        private final int limit;
        private final Consumer<Outcome> taker;
        private final ByteBuf body = ByteBufAllocator.DEFAULT.directBuffer(4096);
        private Upstreams.@Nullable Call call;
        private @Nullable ScheduledFuture<?> deadline;
        private Upstreams.@Nullable Head head;
        private boolean over;

        Get(int limit, Consumer<Outcome> taker) {
            this.limit = limit;
            this.taker = taker;
        }

        @Override
        public void opened(Upstreams.Head answer) {
            head = answer;
        }

        @Override
        public void bytes(ByteBuf bytes) {
            if (over) {
                return;
            }
            long all = underWay.stream()
                    .mapToLong(each -> each.body.readableBytes())
                    .sum();
            if (bytes.readableBytes() > Math.min(limit - body.readableBytes(), MOST_BYTES - all)) {
                fail(502, "The source sent too much.");
            } else {
                body.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
            }
        }

        @Override
        public void ended(Upstreams.Ending why) {
            if (over) {
                return;
            }
            switch (why) {
                case Upstreams.Ending.Closed closed
                when closed.whole() && head != null -> {
                    Outcome got =
                            new Outcome.Got(head.status(), head.contentType().orElse(""), head.url(), body.retain());
                    drop();
                    taker.accept(got);
                }
                case Upstreams.Ending.Refused(int status)
                when status == 404 || status == 410 || status == 416 ->
                    fail(status, "The source answered " + status + ".");
                default -> fail(502, "The source does not answer.");
            }
        }

        void late() {
            fail(502, "The source does not answer in time.");
        }

        private void fail(int status, String reason) {
            if (!over) {
                drop();
                taker.accept(new Outcome.Failed(status, reason));
            }
        }

        void drop() {
            if (!over) {
                over = true;
                underWay.remove(this);
                body.release();
                if (deadline != null) {
                    deadline.cancel(false);
                }
                if (call != null) {
                    call.close();
                }
            }
        }
    }
}
