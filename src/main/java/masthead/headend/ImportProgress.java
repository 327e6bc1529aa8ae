package masthead.headend;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import masthead.http.Breakable;

/** How far the reading of a provider's list is. Written by the one who reads; read, and given up, by anybody. */
public final class ImportProgress {
    private final Breakable work = new Breakable();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong entries = new AtomicLong();
    private volatile Stage stage = new Stage(Phase.FETCHING, System.nanoTime(), OptionalLong.empty());

    /** What is being done. */
    public enum Phase {
        /** The list is on its way here, or a folder is looked through. */
        FETCHING,
        /** Its entries are read. */
        READING,
        /** They are compared with what there is. */
        COMPARING,
        /** What is new is written: all of it or nothing. */
        APPLYING,
        /** Players are about to see it; it is too late to give up. */
        SHOWING
    }

    private record Stage(Phase phase, long begunNanos, OptionalLong promised) {}

    /**
     * How far it is.
     *
     * @param elapsed since this phase began
     * @param bytes that came in this phase
     * @param promised bytes that will have come at its end; absent where nobody knows
     * @param entries found so far
     */
    public record State(Phase phase, Duration elapsed, long bytes, OptionalLong promised, long entries) {}

    public State state() {
        Stage now = stage;
        return new State(
                now.phase,
                Duration.ofNanos(System.nanoTime() - now.begunNanos),
                bytes.get(),
                now.promised,
                entries.get());
    }

    /** Gives the reading up; tells whether it was still time. It ends a little later, and all is as it was before. */
    boolean giveUp() {
        return work.breakOff();
    }

    Breakable work() {
        return work;
    }

    /** @throws masthead.http.BrokenOff if it was given up */
    void enter(Phase phase, OptionalLong promised) {
        work.check();
        bytes.set(0);
        if (phase == Phase.READING) {
            entries.set(0);
        }
        stage = new Stage(phase, System.nanoTime(), promised);
    }

    void enter(Phase phase) {
        enter(phase, OptionalLong.empty());
    }

    /** So many bytes will come in this phase; none: nobody knows. */
    void expect(long promised) {
        Stage now = stage;
        stage = new Stage(now.phase, now.begunNanos, promised > 0 ? OptionalLong.of(promised) : OptionalLong.empty());
    }

    /** @throws masthead.http.BrokenOff if it was given up */
    void entry() {
        if (entries.incrementAndGet() % 100 == 0) {
            work.check();
        }
    }

    /** The same stream, whose bytes are counted here, and which ends when it is given up. */
    InputStream counting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                work.check();
                int read = in.read(buffer, offset, length);
                bytes.addAndGet(Math.max(0, read));
                return read;
            }

            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }
}
