package masthead.tuner.acestream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import masthead.catalog.FeedCheck;
import masthead.catalog.FeedId;
import masthead.format.acestream.AceContent;
import masthead.tuner.NoSignal;

/**
 * Checks whether contents play: packets of theirs are the only proof, since what engines say of a content is its past.
 *
 * <p>A content that is played is never asked for a second time: the answer comes from the session there is, and the engine
 * hears nothing. Checks take no session that somebody may need, and there are {@value #MOST} at a time, because more make
 * engines falter. For threads that may block.
 */
public final class Availability {
    /** How a check went. */
    public sealed interface Outcome {
        /** It was checked. */
        record Checked(FeedCheck check) implements Outcome {}

        /** It was not checked; later it may be. */
        record Busy(String why) implements Outcome {}
    }

    private static final int MOST = 2;
    private static final long ENOUGH_BYTES = 188L * 100;

    private final AceStream engines;
    private final Supplier<EventLoop> loops;
    private final Clock clock;
    private final Semaphore permits = new Semaphore(MOST);

    /** @param loops gives the next event loop in turn */
    public Availability(AceStream engines, Supplier<EventLoop> loops, Clock clock) {
        this.engines = engines;
        this.loops = loops;
        this.clock = clock;
    }

    /** Checks {@code content}; takes up to {@code acestream.open-timeout}. */
    public Outcome check(AceContent content) {
        Optional<SessionSeen> played = engines.session(content);
        if (played.filter(each -> each.phase() == SessionSeen.Phase.LIVE).isPresent()) {
            boolean frozen = played.get().numbers().frozen();
            return checked(!frozen, frozen ? "It is being played, and stands still." : "It is being played.");
        }
        if (!permits.tryAcquire()) {
            return new Outcome.Busy(MOST + " other contents are being checked.");
        }
        try {
            return played.isEmpty() && !engines.hasRoom()
                    ? new Outcome.Busy("All sessions of the engines are in use, or there is no engine.")
                    : open(content);
        } finally {
            permits.release();
        }
    }

    private Outcome open(AceContent content) {
        Probe probe = new Probe(loops.get());
        CountDownLatch begun = new CountDownLatch(1);
        Runnable[] leave = {() -> {}};
        probe.loop.execute(() -> {
            leave[0] = engines.open(content, probe, false);
            begun.countDown();
        });
        try {
            boolean told = begun.await(1, TimeUnit.SECONDS)
                    && probe.done.await(engines.patience().toMillis(), TimeUnit.MILLISECONDS);
            Optional<NoSignal> lost = probe.lost;
            if (lost.filter(NoSignal.NoSession.class::isInstance).isPresent()) {
                return new Outcome.Busy("Its session was needed for somebody who watches.");
            }
            return told && lost.isEmpty()
                    ? checked(true, "It plays.")
                    : checked(false, lost.orElseGet(NoSignal.NoPeers::new).reason());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Busy("The server is shutting down.");
        } finally {
            probe.loop.execute(() -> leave[0].run());
        }
    }

    private Outcome checked(boolean plays, String reason) {
        return new Outcome.Checked(new FeedCheck(plays, reason, clock.instant()));
    }

    /** Listens until there are packets, or it is clear that there are none. */
    private static final class Probe implements Tap {
        private final EventLoop loop;
        private final CountDownLatch done = new CountDownLatch(1);
        private long bytes;
        private volatile Optional<NoSignal> lost = Optional.empty();

        Probe(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public EventLoop loop() {
            return loop;
        }

        /** None: nobody watches. */
        @Override
        public Optional<FeedId> feed() {
            return Optional.empty();
        }

        /** Nobody waits for it. */
        @Override
        public boolean impatient() {
            return true;
        }

        @Override
        public void showsPackets() {
            // A packet or two prove nothing: more must follow.
        }

        @Override
        public void bytes(ByteBuf more) {
            bytes += more.readableBytes();
            if (bytes >= ENOUGH_BYTES) {
                done.countDown();
            }
        }

        @Override
        public void discontinuity() {
            // Only packets count.
        }

        @Override
        public void lost(NoSignal why) {
            lost = Optional.of(why);
            done.countDown();
        }
    }
}
