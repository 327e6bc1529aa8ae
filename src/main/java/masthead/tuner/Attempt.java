package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.Channel;
import masthead.catalog.Feed;
import masthead.catalog.FeedKind;
import masthead.catalog.Provider;
import masthead.format.mpegts.CardLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tuning of one channel: a walk along its feeds, a slot before each connection. Lives on one event loop.
 */
final class Attempt implements Tuner.Tuning {
    private static final Logger log = LoggerFactory.getLogger(Tuner.class);

    private final Tuner tuner;
    private final Channel channel;
    private final EventLoop loop;
    private final SignalSink sink;
    private final Iterator<Feed> feeds;
    private NoSignal last = new NoSignal.NoFeed();
    private @Nullable Signal signal;
    private ProviderSlots.@Nullable Slot slot;
    private Runnable leaveLine = () -> {};
    private boolean over;

    Attempt(Tuner tuner, Channel channel, EventLoop loop, SignalSink sink) {
        this.tuner = tuner;
        this.channel = channel;
        this.loop = loop;
        this.sink = sink;
        this.feeds = channel.feeds().iterator();
    }

    /** Tries the next feed; tells the sink when there is none left. */
    void next() {
        if (over) {
            return;
        }
        while (feeds.hasNext()) {
            Feed feed = feeds.next();
            if (feed.kind() == FeedKind.TS || feed.kind() == FeedKind.CARD) {
                queue(feed);
                return;
            }
        }
        over = true;
        sink.lost(last);
    }

    private void queue(Feed feed) {
        if (feed.kind() == FeedKind.CARD) {
            openCard(feed);
            return;
        }
        Optional<Provider> provider = tuner.catalogs().current().provider(feed.provider());
        int most = provider.map(Provider::maxConnections).orElse(0);
        last = new NoSignal.NoSlot();
        leaveLine = tuner.slots().request(feed.provider(), most, granted -> {
            if (loop.inEventLoop()) {
                open(feed, provider, granted);
            } else {
                loop.execute(() -> open(feed, provider, granted));
            }
        });
    }

    private void open(Feed feed, Optional<Provider> provider, ProviderSlots.Slot granted) {
        if (over) {
            granted.close();
            return;
        }
        slot = granted;
        Map<String, String> headers = new HashMap<>();
        String known = provider.map(Provider::userAgent).orElse("");
        headers.put("User-Agent", known.isEmpty() ? tuner.settings().userAgent() : known);
        headers.putAll(feed.headers());
        TsSignal opening = new TsSignal(loop, tuner.settings(), new FeedOwner(feed));
        signal = opening;
        opening.open(tuner.upstreams(), feed.url(), headers);
    }

    private void openCard(Feed feed) {
        Optional<byte[]> card = tuner.cards().find(feed.url());
        if (card.isEmpty()) {
            last = new NoSignal.NoFeed();
            loop.execute(this::next);
            return;
        }
        // Channels that began together would otherwise all cut at the same moment.
        Duration phase = Duration.ofMillis(channel.id().value() * 370L % 9600);
        CardSignal opening = new CardSignal(CardLoop.startingAt(card.get(), phase), new FeedOwner(feed));
        signal = opening;
        opening.start(loop);
    }

    private void release() {
        if (signal != null) {
            signal.close();
            signal = null;
        }
        if (slot != null) {
            slot.close();
            slot = null;
        }
    }

    @Override
    public void close() {
        over = true;
        leaveLine.run();
        release();
    }

    /** Listens to one feed. */
    private final class FeedOwner implements TsSignal.Owner {
        private final Feed feed;
        private boolean shown;

        FeedOwner(Feed feed) {
            this.feed = feed;
        }

        @Override
        public void showsPackets() {
            shown = true;
            sink.tuned(feed);
        }

        @Override
        public void bytes(ByteBuf bytes) {
            sink.bytes(bytes);
        }

        @Override
        public void lost(NoSignal why) {
            log.atInfo()
                    .addKeyValue("channel", channel.id())
                    .addKeyValue("feed", feed.id())
                    .addKeyValue("reason", why.reason())
                    .log(shown ? "Lost a feed" : "A feed does not open");
            tuner.count(why);
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
