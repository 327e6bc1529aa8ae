package masthead.studio.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/**
 * The body of one playback address: prebuffering, then a burst from the past, then what comes in; with the faults that are
 * set. It has no length and no chunks: it ends where the connection ends (reference 1.1). Runs on the call's own thread.
 */
final class Body {
    /** How a body ends. */
    enum Ending {
        /** As if all were sent. */
        CLEAN,
        /** With a TCP reset: what is under way is lost. */
        RESET
    }

    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration LONGEST_STEP = Duration.ofMillis(200);
    /** A reader who is later than this has lost what is between. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How long a film is. */
    private static final Duration FILM = Duration.ofSeconds(60);

    private final Call call;
    private final Socket socket;
    private final Session session;
    private final Engine engine;
    private final Clock clock;
    private final int run;
    private final Suffering suffering;
    private final Damage damage;
    private volatile boolean ended;
    private volatile boolean silent;
    private Duration position = Duration.ZERO;
    private Optional<Duration> loopEnd = Optional.empty();

    Body(Call call, Session session, Engine engine, int run) {
        this.call = call;
        this.socket = call.socket();
        this.session = session;
        this.engine = engine;
        this.clock = engine.clock();
        this.run = run;
        this.suffering = new Suffering(engine.faults(), session.subject());
        this.damage = new Damage(new Random(run));
    }

    /** Whether it says nothing for a fault at the moment. */
    boolean silent() {
        return silent;
    }

    /** Ends it, from any thread. */
    void end(Ending ending) {
        ended = true;
        close(socket, ending);
    }

    static void close(Socket socket, Ending ending) {
        try {
            if (ending == Ending.RESET) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException gone) {
            // That is what was wanted.
        }
    }

    void run() throws IOException {
        session.attach(this);
        engine.sessions().countReaders(session);
        Thread.startVirtualThread(this::watch);
        try {
            if (waitForHead()) {
                stream();
            }
        } finally {
            call.became("body ended at " + position);
            session.detach(this, clock.instant());
        }
    }

    /** Notices that the other side hung up, also while there is nothing to send. */
    private void watch() {
        try {
            while (socket.getInputStream().read() >= 0) {
                // It has nothing more to say.
            }
        } catch (IOException gone) {
            // The same.
        }
        ended = true;
    }

    private boolean waitForHead() throws IOException {
        Faults faults = engine.faults();
        boolean never = faults.hit(Fault.Kind.HEADER_NEVER, session.subject()).isPresent();
        Duration late = faults.hit(Fault.Kind.HEADER_DELAY, session.subject())
                .map(Fault::lasting)
                .orElse(Duration.ZERO);
        Instant asked = clock.instant();
        while (never || clock.instant().isBefore(ready(asked.plus(late)))) {
            if (ended || session.over()) {
                return false;
            }
            call.pause(TICK);
        }
        return true;
    }

    private Instant ready(Instant earliest) {
        Instant prebuffered =
                session.broadcast().began().plus(engine.policies().live().prebuffer());
        return earliest.isAfter(prebuffered) ? earliest : prebuffered;
    }

    private void stream() throws IOException {
        Instant began = clock.instant();
        suffering.at(Duration.ZERO);
        Optional<Fault> tiny = suffering.now(Fault.Kind.TINY_SOCKET_BUFFERS);
        if (tiny.isPresent()) {
            socket.setSendBufferSize((int) tiny.get().amount());
        }
        call.head(200, "Content-Type: video/mp2t");
        call.became("body");
        Optional<Fault> late = engine.faults().hit(Fault.Kind.FIRST_BYTE_DELAY, session.subject());
        if (late.isPresent()) {
            call.pause(late.get().lasting());
        }
        Policies.LiveBuffer buffer = engine.policies().live();
        position = live() ? engine.position().minus(buffer.burst()) : Duration.ZERO;
        Footage footage = Footage.open(session.content(), position, run);
        prefix();
        Instant last = clock.instant();
        while (!ended) {
            Instant now = clock.instant();
            suffering.at(Duration.between(began, now));
            if (endsByFault(Duration.between(began, now))) {
                return;
            }
            Duration step = min(Duration.between(last, now), LONGEST_STEP);
            last = now;
            silent = suffering.now(Fault.Kind.STALL).isPresent();
            if (!silent) {
                Duration before = position;
                position = next(step.multipliedBy(buffer.burstSpeed()));
                if (position.compareTo(before) < 0 || position.minus(before).compareTo(PATIENCE) > 0) {
                    footage = Footage.open(session.content(), position, run);
                }
                send(footage.upTo(position));
                if (!live() && position.compareTo(FILM) >= 0) {
                    end(Ending.CLEAN);
                }
            }
            call.pause(TICK);
        }
    }

    private boolean live() {
        return session.content().nature().live();
    }

    /** Where the stream is after {@code most} more of it at most. */
    private Duration next(Duration most) {
        Optional<Fault> loop = suffering.now(Fault.Kind.LOOP);
        if (loop.isPresent()) {
            Duration end = loopEnd.orElse(position);
            loopEnd = Optional.of(end);
            return position.compareTo(end) >= 0
                    ? end.minus(loop.get().lasting())
                    : min(end, position.plus(min(most, TICK.plusMillis(2))));
        }
        loopEnd = Optional.empty();
        Duration end = live() ? engine.position() : FILM;
        return end.minus(position).compareTo(PATIENCE) > 0 && live()
                ? end.minus(engine.policies().live().burst())
                : min(end, position.plus(most));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void prefix() throws IOException {
        Optional<Fault> garbage = suffering.now(Fault.Kind.GARBAGE_PREFIX);
        if (garbage.isPresent()) {
            socket.getOutputStream().write(damage.garbage((int) garbage.get().amount()));
        }
        if (suffering.now(Fault.Kind.MISALIGNED_READS).isPresent()) {
            socket.getOutputStream().write(damage.garbage(PacketEdit.SIZE / 2));
        }
    }

    private void send(byte[] packets) throws IOException {
        for (Fault fault : suffering.cleared()) {
            damage.recover(fault.kind());
        }
        for (Fault fault : suffering.begun()) {
            switch (fault.kind()) {
                case GAP, DUPLICATE_BLOCK, PCR_JUMP, PTS_WRAP, NULL_ONLY, BITRATE_CHANGE -> damage.suffer(fault);
                default -> {} // not of the packets
            }
        }
        byte[] bytes = damage.done(packets);
        Optional<Fault> trickle = suffering.now(Fault.Kind.TRICKLE);
        OutputStream out = socket.getOutputStream();
        if (trickle.isPresent()) {
            int piece = (int) Math.max(1, trickle.get().amount() / 50);
            for (int at = 0; at < bytes.length && !ended; at += piece) {
                out.write(bytes, at, Math.min(piece, bytes.length - at));
                call.pause(TICK);
            }
        } else if (suffering.now(Fault.Kind.MISALIGNED_READS).isPresent()) {
            for (byte[] piece : damage.torn(bytes)) {
                out.write(piece);
            }
        } else {
            out.write(bytes);
        }
    }

    private boolean endsByFault(Duration age) throws IOException {
        Optional<Duration> cut = engine.policies().limits().premiumCut();
        if (cut.isPresent() && age.compareTo(cut.get()) >= 0) {
            session.push(Events.stopped("missing_option", "proxyServer"));
            engine.sessions().end(session, Ending.CLEAN);
        } else if (suffering.now(Fault.Kind.DUP_KILL).isPresent()) {
            engine.sessions().end(session, Ending.CLEAN);
        } else if (suffering.now(Fault.Kind.EOF).isPresent()) {
            end(Ending.CLEAN);
        } else if (suffering.now(Fault.Kind.RST).isPresent()) {
            end(Ending.RESET);
        } else if (suffering.now(Fault.Kind.HALF_CLOSE).isPresent()) {
            socket.shutdownOutput();
            while (!ended) {
                call.pause(TICK);
            }
        }
        return ended;
    }
}
