package masthead.relay;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import masthead.catalog.ChannelId;
import masthead.http.StreamRequest;

/**
 * Somebody who watches by HLS: what a socket is for other viewers, held alive by his requests.
 *
 * <p>Bound to subscriber, channel, address and player; whoever knows the token may fetch, so that a phone that changes its
 * network goes on. Safe on any thread.
 */
public final class HlsSession implements Viewing {
    private static final int LONGEST_REMEMBERED = 8 * 1024;
    /** No more is believed: a session would be idle for hours. */
    private static final int LONGEST_TARGET_SECONDS = 30;
    /** So many answers may be under way to one player: each holds memory until it is taken. */
    private static final int MOST_UNDER_WAY = 8;

    /**
     * Whose it is.
     *
     * @param proof of the name and password that he was let in with
     */
    public record Owner(ChannelId channel, Guest guest, String proof) {
        /** Without the proof. */
        @Override
        public String toString() {
            return "Owner[" + channel + ", " + guest + "]";
        }
    }

    /** How a session stands. */
    private enum State {
        OPEN,
        /** A newer connection has his seat: his player is told so, once. */
        TAKEN,
        OVER
    }

    /** @param token 128 random bits, in its addresses */
    record Ticket(long id, String token, Instant since) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Ticket[" + id + "]";
        }
    }

    private final Ticket ticket;
    private final Owner owner;
    private final EventLoop loop;
    private final String folder;
    private final Runnable leave;
    private final AtomicLong bytesOut = new AtomicLong();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile long touchedNanos = System.nanoTime();
    private volatile int targetSeconds;
    private volatile boolean cutHere;
    private volatile String lastPlaylist = "";
    private volatile Optional<Follower> follower = Optional.empty();

    /**
     * @param first the request it begins with
     * @param leave what to do when it ends; called once
     */
    HlsSession(Ticket ticket, Owner owner, StreamRequest first, Runnable leave) {
        this.ticket = ticket;
        this.owner = owner;
        this.loop = first.loop();
        this.folder = first.origin().path() + "/hls/" + ticket.token() + "/";
        this.leave = leave;
    }

    @Override
    public long id() {
        return ticket.id();
    }

    String token() {
        return ticket.token();
    }

    /** What all of its addresses begin with. */
    String folder() {
        return folder;
    }

    Owner owner() {
        return owner;
    }

    /** The event loop of the request he came with: where his idleness is looked after. */
    EventLoop loop() {
        return loop;
    }

    /** Whether it goes on: requests keep it, and it has its seat. */
    public boolean open() {
        return state.get() == State.OPEN;
    }

    boolean taken() {
        return state.get() == State.TAKEN;
    }

    /** He asked for something. */
    void touch() {
        touchedNanos = System.nanoTime();
    }

    long idleNanos() {
        return System.nanoTime() - touchedNanos;
    }

    /** He was told a playlist. */
    void told(int seconds) {
        targetSeconds = Math.min(seconds, LONGEST_TARGET_SECONDS);
        touch();
    }

    /** He was told a playlist of the source's, in our words. */
    void passed(String playlist) {
        lastPlaylist = playlist.length() <= LONGEST_REMEMBERED ? playlist : "";
    }

    /** Whether the playlist he was told last holds this name as it stands: an address that we failed to make ours. */
    boolean knows(String name) {
        return lastPlaylist.contains(name);
    }

    /** He was told a playlist of our own segments: what he is told from now on must go on with it. */
    void cutHere() {
        cutHere = true;
        lastPlaylist = "";
    }

    boolean isCutHere() {
        return cutHere;
    }

    /** Whether he was told a playlist yet. */
    boolean answered() {
        return targetSeconds > 0;
    }

    Duration target() {
        return Duration.ofSeconds(targetSeconds);
    }

    @Override
    public void follow(Follower whoever) {
        follower = Optional.of(whoever);
    }

    /** So many bytes of media are on their way to him. */
    void count(long bytes) {
        if (bytesOut.getAndAdd(bytes) == 0) {
            follower.ifPresent(Follower::watches);
        }
    }

    /** Whether one more answer may be sent to him; it counts until {@code request} is over. On its event loop. */
    boolean takes(StreamRequest request) {
        boolean room = underWay.incrementAndGet() <= MOST_UNDER_WAY;
        if (room) {
            request.whenGone(underWay::decrementAndGet);
        } else {
            underWay.decrementAndGet();
        }
        return room;
    }

    /** He was told that there is no picture. */
    void refused(String reason) {
        if (!answered()) {
            follower.ifPresent(each -> each.refused(reason));
        }
    }

    @Override
    public void end() {
        end(State.OVER);
    }

    /** A newer connection took his seat: it ends, and his player's next poll is told so. */
    public void seatTaken() {
        end(State.TAKEN);
    }

    private void end(State how) {
        if (state.compareAndSet(State.OPEN, how)) {
            leave.run();
        }
    }

    OnAir.Seen seen() {
        return new OnAir.Seen(ticket.id(), owner.guest(), ticket.since(), bytesOut.get(), 0);
    }
}
