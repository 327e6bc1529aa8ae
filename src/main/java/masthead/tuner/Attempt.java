package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.catalog.FeedKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tuning of one channel: a walk along its feeds, a slot before each connection. Lives on one event loop.
 */
final class Attempt implements Tuner.Tuning {
    private static final Logger log = LoggerFactory.getLogger(Tuner.class);
    private static final long SLOT_PATIENCE_MILLIS = 1000;

    private final Tuner tuner;
    private final Wish wish;
    private final Channel channel;
    private final EventLoop loop;
    private final SignalSink sink;
    private final Iterator<Feed> feeds;
    private NoSignal last = new NoSignal.NoFeed();
    private @Nullable Signal signal;
    private ProviderSlots.@Nullable Slot slot;
    private Runnable leaveLine = () -> {};
    private @Nullable Feed tried;
    private long shownNanos;
    private boolean inLine;
    private boolean over;

    Attempt(Tuner tuner, Wish wish, EventLoop loop, SignalSink sink) {
        this.tuner = tuner;
        this.wish = wish;
        this.channel = wish.channel();
        this.loop = loop;
        this.sink = sink;
        this.feeds = tuner.rests().order(wish.feeds()).iterator();
    }

    /** Tries the next feed; tells the sink when there is none left. */
    void next() {
        if (over) {
            return;
        }
        while (feeds.hasNext()) {
            Feed feed = feeds.next();
            if (feed.kind().playable()) {
                queue(feed);
                return;
            }
        }
        over = true;
        sink.lost(last);
    }

    private void queue(Feed feed) {
        if (feed.kind() == FeedKind.CARD || feed.kind() == FeedKind.FILE) {
            start(feed, 0);
            return;
        }
        if (feed.kind() == FeedKind.ACESTREAM) { // limited by the engines' sessions, not by who told us of the content
            last = new NoSignal.NoSession();
            if (wish.spare() && !tuner.opener().spareSession(feed)) {
                next();
            } else {
                start(feed, 0);
            }
            return;
        }
        last = new NoSignal.NoSlot();
        if (wish.spare() && !tuner.slots().spare(feed.provider())) {
            next();
            return;
        }
        inLine = true;
        leaveLine = tuner.slots().request(tuner.slotFor(feed, channel), granted -> onLoop(() -> open(feed, granted)));
        if (inLine && feeds.hasNext()) {
            Runnable line = leaveLine;
            loop.schedule(() -> leaveForNext(line), SLOT_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** One provider's connections are all taken: the next feed may be another's. The last feed's line is waited in. */
    private void leaveForNext(Runnable line) {
        if (!over && inLine && line.equals(leaveLine)) {
            inLine = false;
            line.run();
            next();
        }
    }

    private void open(Feed feed, ProviderSlots.Slot granted) {
        if (over || !inLine) {
            granted.close();
            return;
        }
        inLine = false;
        slot = granted;
        Signal opened = start(feed, granted.account());
        tuner.connections().hold(granted, opened);
    }

    private Signal start(Feed feed, int account) {
        tried = feed;
        Signal opened = tuner.opener().open(feed, account, loop, new FeedOwner(feed));
        signal = opened;
        return opened;
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    @Override
    public boolean waitsForSlot() {
        return inLine;
    }

    private void release() {
        if (signal != null && slot != null) {
            tuner.connections().handOver(signal, slot, loop);
        } else if (signal != null) {
            signal.close();
        } else if (slot != null) {
            slot.close();
        }
        signal = null;
        slot = null;
    }

    @Override
    public void fail(NoSignal why) {
        if (!over && tried != null) {
            lose(tried, why);
        }
        close();
    }

    private void lose(Feed feed, NoSignal why) {
        boolean shown = shownNanos != 0;
        log.atInfo()
                .addKeyValue("channel", channel.id())
                .addKeyValue("feed", feed.id())
                .addKeyValue("reason", why.reason())
                .log(shown ? "Lost a feed" : "A feed does not open");
        tuner.failed(feed, why);
        tuner.rests().failed(feed.id(), shown ? System.nanoTime() - shownNanos : 0);
    }

    @Override
    public void close() {
        over = true;
        inLine = false;
        leaveLine.run();
        release();
    }

    /** Listens to one feed. */
    private final class FeedOwner implements SignalOwner {
        private final Feed feed;
        private boolean shown;

        FeedOwner(Feed feed) {
            this.feed = feed;
        }

        @Override
        public void showsPackets() {
            shown = true;
            shownNanos = System.nanoTime();
            tuner.shows(feed);
            sink.tuned(feed);
        }

        @Override
        public void bytes(ByteBuf bytes) {
            sink.bytes(bytes);
        }

        @Override
        public void discontinuity() {
            sink.discontinuity();
        }

        @Override
        public boolean impatient() {
            return !tuner.others(channel, Optional.of(feed))
                    .isEmpty(); // one that rests is better than one that is dead
        }

        @Override
        public void lost(NoSignal why) {
            lose(feed, why);
            release();
            last = why;
            if (shown) {
                over = true;
                sink.lost(why);
            } else {
                next();
            }
        }
    }
}
