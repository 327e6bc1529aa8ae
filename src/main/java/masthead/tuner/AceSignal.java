package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import masthead.catalog.Feed;
import masthead.catalog.FeedId;
import masthead.format.acestream.AceContent;
import masthead.format.acestream.AceLink;
import masthead.tuner.acestream.AceStream;
import masthead.tuner.acestream.Tap;
import org.jspecify.annotations.Nullable;

/**
 * An AceStream content, by the one session there is of it, on whatever event loop that lives.
 *
 * <p>Where the channel has another feed it is left sooner than the session would give up. Lives on one event loop.
 */
final class AceSignal implements Signal, Tap {
    private static final int TICK_MILLIS = 250;

    private final Feed feed;
    private final EventLoop loop;
    private final SignalOwner owner;
    private Duration openPatience = Duration.ZERO;
    private Duration stallPatience = Duration.ZERO;
    private Runnable leave = () -> {};
    private @Nullable ScheduledFuture<?> watch;
    private boolean shown;
    private volatile boolean over;
    private long lastBytesNanos = System.nanoTime();

    AceSignal(Feed feed, EventLoop loop, SignalOwner owner) {
        this.feed = feed;
        this.loop = loop;
        this.owner = owner;
    }

    /** The content {@code feed} leads to, if it leads to one. */
    static Optional<AceContent> content(Feed feed) {
        return AceLink.of(feed.url()).map(AceLink::content);
    }

    void open(Optional<AceStream> engines) {
        Optional<AceContent> content = content(feed);
        if (engines.isEmpty() || content.isEmpty()) {
            NoSignal why = engines.isEmpty()
                    ? new NoSignal.NoEngine("there is none")
                    : new NoSignal.NoContent("its address names none");
            loop.execute(() -> end(why)); // the owner shall have us before it hears of this
            return;
        }
        openPatience = engines.get().settings().openTimeoutWithOthers();
        stallPatience = engines.get().settings().stallTimeout();
        watch = loop.scheduleAtFixedRate(this::checkSilence, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        leave = engines.get().open(content.get(), this);
    }

    private void checkSilence() {
        Duration patience = shown ? stallPatience : openPatience;
        if (System.nanoTime() - lastBytesNanos > patience.toNanos() && owner.impatient()) {
            end(new NoSignal.Silent());
        }
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public Optional<FeedId> feed() {
        return Optional.of(feed.id());
    }

    @Override
    public boolean impatient() {
        return owner.impatient();
    }

    @Override
    public void showsPackets() {
        if (!over) {
            shown = true;
            lastBytesNanos = System.nanoTime();
            owner.showsPackets();
        }
    }

    @Override
    public void bytes(ByteBuf bytes) {
        if (!over) {
            lastBytesNanos = System.nanoTime();
            owner.bytes(bytes);
        }
    }

    @Override
    public void discontinuity() {
        if (!over) {
            owner.discontinuity();
        }
    }

    @Override
    public void lost(NoSignal why) {
        end(why);
    }

    private void end(NoSignal why) {
        if (!over) {
            close();
            owner.lost(why);
        }
    }

    @Override
    public void close() {
        over = true;
        if (watch != null) {
            watch.cancel(false);
        }
        leave.run();
    }

    @Override
    public boolean connected() {
        return !over;
    }
}
